"""The bytes of a YAML file before any YAML: encoding, control characters, tabs, and the bounds of the whole file."""

import re
from collections.abc import Iterator

from msgspec import Struct

from pilkada_check.model.faults import Fault, fault

MAX_BYTES = 1 << 20  # of one file
MAX_LINE = 1000  # characters; also below the 1024 at which YAML gives up on a key
MAX_DEPTH = 16  # collections inside one another; a list needs 8
MAX_REPEATS = 20  # faults of one kind of character: more of the same help nobody

_PLAIN = bytes([0x0A, *range(0x20, 0x7F)])
UNPLAIN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_FAR_IN = re.compile(rf"\n[ \-?:]{{{2 * MAX_DEPTH}}}")  # each level of blocks stands at least one column further in
_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Source(Struct):
    """One file as text: bad characters are replaced one for one, so that every place stays what it was."""

    path: str
    text: str
    lines: list[str]  # without their ends, as they are counted in faults
    faults: list[Fault]


def examine(data: bytes, path: str) -> Source | list[Fault]:
    """The text of a file with what is wrong with its characters; a list of faults when nothing more can be read."""
    if len(data) > MAX_BYTES:
        return [fault(path, 0, 0, "file_big", limit=MAX_BYTES // 1024)]
    if data.startswith(_UTF16_MARKS):
        return [fault(path, 1, 1, "not_utf8", byte=f"{data[0]:02X}")]
    data = data.removeprefix(_UTF8_MARK)
    faults: list[Fault] = []
    text = data.decode("ascii") if not data.translate(None, _PLAIN) else _decoded(data, path, faults)
    source = Source(path, text, text.split("\n"), faults)
    long = max(map(len, source.lines))
    if long > MAX_LINE:
        return [
            *source.faults,
            *(
                fault(path, number, MAX_LINE + 1, "line_long", limit=MAX_LINE)
                for number, line in enumerate(source.lines, 1)
                if len(line) > MAX_LINE
            ),
        ]
    return source


def lines_of(data: bytes) -> list[str]:
    """The lines of any bytes as faults count them: for showing the one that a fault names."""
    return [line.removesuffix("\r") for line in data.removeprefix(_UTF8_MARK).decode(errors="replace").split("\n")]


def cuts_texts(text: str) -> bool:
    """Whether a comment may begin where a text was meant to go on: `Kaca #1`. Comments are written `# `."""
    place = text.find(" #")
    while place >= 0:
        if text[place + 2 : place + 3] not in {" ", "#", "\n", ""}:
            return True
        place = text.find(" #", place + 2)
    return False


def maybe_deep(text: str) -> bool:
    """Whether collections may lie deeper than is safe; cheap, and sometimes yes without need."""
    if _FAR_IN.search("\n" + text):
        return True
    brackets = text.encode().translate(None, _BRACKETS)
    for _ in range(MAX_DEPTH // 2):  # each turn takes the innermost pairs away; those in texts may stay
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if not brackets:
            return False
    return len(brackets) > MAX_DEPTH // 2


def _decoded(data: bytes, path: str, faults: list[Fault]) -> str:
    """Text that has more than plain ASCII, with a fault for each character that may not stand in a file."""
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        faults.append(fault(path, line, column, "not_utf8", byte=f"{data[problem.start]:02X}"))
        text = data.decode(errors="replace")
    text = text.replace("\r\n", "\n")
    faults += _odd_characters(text, path)
    return UNPLAIN.sub(" ", text)


def _odd_characters(text: str, path: str) -> Iterator[Fault]:
    """Tabs (the first of each line) and control characters, with their places; at most MAX_REPEATS of each."""
    left = {"tab": MAX_REPEATS, "control_character": MAX_REPEATS}
    line, seen, tabbed = 1, 0, 0
    for found in UNPLAIN.finditer(text):
        code = "tab" if found[0] == "\t" else "control_character"
        if not left[code]:
            continue
        line, seen = line + text.count("\n", seen, found.start()), found.start()
        if code == "tab" and line == tabbed:
            continue
        tabbed = line if code == "tab" else tabbed
        left[code] -= 1
        yield fault(path, line, seen - text.rfind("\n", 0, seen), code, char=f"U+{ord(found[0]):04X}")
