"""The tables and links of a document, as tests compare them with the program."""

import re
from pathlib import Path

_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`([^`\n]+)`")


def tables(text: str) -> list[list[dict[str, str]]]:
    """Every table, as rows by heading."""
    found: list[list[dict[str, str]]] = []
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", line):
            heading = _cells(lines[index - 1])
            body = []
            for row in lines[index + 1 :]:
                if not row.startswith("|"):
                    break
                body.append(dict(zip(heading, _cells(row), strict=True)))
            found.append(body)
    return found


def with_headings(text: str, *headings: str) -> list[list[dict[str, str]]]:
    """The tables whose first headings are these."""
    return [rows for rows in tables(text) if tuple(rows[0])[: len(headings)] == headings]


def section(text: str, title: str) -> str:
    """What stands under a heading, down to the next of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", _without_blocks(text), re.MULTILINE | re.DOTALL)
    if found is None:
        raise AssertionError(f"no section {title}")
    return found[1]


def codes(text: str) -> list[str]:
    """What stands between backticks outside fenced blocks."""
    return _CODE.findall(_without_blocks(text))


def links(path: Path) -> list[str]:
    """Where the links of a document lead, outside fenced blocks."""
    return re.findall(r"\]\(([^)\s]+)\)", _without_blocks(path.read_text("utf-8")))


def anchors(path: Path) -> set[str]:
    """The anchors that its headings make."""
    heads = re.findall(r"^#+ (.+)$", _without_blocks(path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def _without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip()[1:-1])]
