"""Take the texts of the source into po/id.po: new ones empty, vanished ones dropped. `--check` only tells."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "pilkada_check"
TEXTS = {"_": 1, "N_": 1, "ngettext": 2}  # the functions that mark a text, and how many of their arguments are texts


def marked(source: str, name: str) -> Iterator[tuple[str, ...]]:
    """The texts in one file: (text,) or (one, many), those inside f-strings too. Raises SyntaxError for `_(f"...")`."""
    calls = [node for node in ast.walk(ast.parse(source, name)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(node.func, ast.Name) and node.func.id in TEXTS:
            given = node.args[: TEXTS[node.func.id]]
            if any(isinstance(text, ast.JoinedStr) for text in given):
                raise SyntaxError("a filled-in text has no translation", (name, node.lineno, node.col_offset, ""))
            found = [text.value for text in given if isinstance(text, ast.Constant) and isinstance(text.value, str)]
            if len(found) == len(given):
                yield tuple(found)


def texts() -> dict[str, polib.POEntry]:
    """Every marked text of the package, by its English, with the files that it stands in."""
    found: dict[str, polib.POEntry] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for one, *many in marked(path.read_text(encoding="utf-8"), name):
            entry = found.setdefault(one, polib.POEntry(msgid=one))
            if many:
                entry.msgid_plural, entry.msgstr_plural = many[0], {0: ""}
            if (name, "") not in entry.occurrences:
                entry.occurrences.append((name, ""))
            if "{" in one and not entry.flags:
                entry.flags.append("python-brace-format")
    return found


def merged() -> polib.POFile:
    """po/id.po as it should be: the translations that there are, for the texts that the source has."""
    old = polib.pofile(str(HERE / "id.po"), encoding="utf-8")
    known = {entry.msgid: entry for entry in old if not entry.obsolete}
    new = polib.POFile(encoding="utf-8", wrapwidth=100)
    new.header, new.metadata = old.header, old.metadata
    for msgid, entry in texts().items():
        if msgid in known and known[msgid].msgid_plural == entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = known[msgid].msgstr, known[msgid].msgstr_plural
            entry.tcomment = known[msgid].tcomment
        new.append(entry)
    return new


def main() -> int:
    """Write po/id.po again, or with `--check` leave it; 1 when a text lacks its translation."""
    catalogue = merged()
    empty = [entry.msgid for entry in catalogue if not entry.translated()]
    for msgid in empty:
        print(f"no translation yet: {msgid}")
    if "--check" not in sys.argv:
        (HERE / "id.po").write_text(f"{catalogue}\n", encoding="utf-8", newline="\n")
        print(f"{len(catalogue)} texts in po/id.po, {len(empty)} to translate")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
