"""Faults as people and programs read them: a sentence, a row, the source line with a caret, JSON, annotations."""

import json
from collections.abc import Mapping

from pilkada_check.model.faults import Fault
from pilkada_check.views.fault_words import FOUND, SENTENCES
from pilkada_check.views.lines import cells, cut, literal
from pilkada_check.words import _, lang

_SHOWN = 60  # cells of a value in a sentence
_SHOWN_KNOWN = 300  # of a list of known words


def sentence(fault: Fault) -> str:
    """What is wrong and what to write instead, in the language spoken now; on one line, whatever the file holds."""
    params = {name: shown(value, _SHOWN_KNOWN if name in _WIDE else _SHOWN) for name, value in fault.params}
    params = {name: _(FOUND.get(value, "")) if name == "found" else value for name, value in params.items()}
    text = _(SENTENCES[fault.code]).format(**params)
    if params.get("near"):
        text += " " + _('Did you mean "{near}"?').format(near=params["near"])
    elif params.get("known"):
        text += " " + _("Known here: {known}.").format(known=params["known"])
    if params.get("n", "1") != "1" and "cells" in params:
        text += " " + _("{n} such cells are in this column: {cells}.").format(n=params["n"], cells=params["cells"])
    return f"{text} {_about(params)}" if "means" in params else text


def _about(params: Mapping[str, str]) -> str:
    """Which fact it is about, and of which row: what it means, its unit of measure, who knows it, a right value."""
    here = {key: params.get(f"{key}_en" if lang() == "en" else key) or params.get(key) for key in _TRANSLATED}
    means = f"{here['means']} ({here['measure']})" if here["measure"] else here["means"]
    said = [f"{', '.join(filter(None, (params.get('row'), params['column'])))}: {means}."]
    if here["who"]:
        said.append(_("Known by: {who}.").format(who=here["who"]))
    if params.get("example"):
        said.append(_("Example: {example}").format(example=params["example"]))
    return " ".join(said)


_TRANSLATED = ("means", "measure", "who")
_WIDE = {"known", "keys", "values", "tables", "lists", "expression", "example", *_TRANSLATED, "means_en", "who_en"}


def shown(text: str, width: int = _SHOWN) -> str:
    """What somebody wrote, as it is shown: control characters visible, of bounded width."""
    return cut(literal(text[: 2 * width]), width)


def place(fault: Fault) -> str:
    """`path:line:column`, `path:B12`, or the path alone."""
    path = literal(fault.path)
    if fault.cell:
        return f"{path}:{fault.cell}"
    if fault.line and fault.column:
        return f"{path}:{fault.line}:{fault.column}"
    return f"{path}:{fault.line}" if fault.line else path


def row(fault: Fault) -> str:
    """`path:line:column: [code] sentence`."""
    return f"{place(fault)}: [{fault.code}] {sentence(fault)}"


def excerpt(fault: Fault, source_line: str, width: int = 76) -> str:
    """The source line, cut around the place where it is long, and a caret under it; at most `width` cells wide.

    `source_line` is one of `lines_of(data)`. Without a column there is no caret.
    """
    pieces = [literal(char) for char in source_line[:MAX_SHOWN_LINE]]
    index = min(max(fault.column - 1, 0), len(pieces))
    start = index
    # A third of the width goes to what stands before the place, the rest to what follows.
    while start > 0 and cells("".join(pieces[start - 1 : index])) <= width // 3:
        start -= 1
    if start > 0 and cells("".join(pieces)) <= width:
        start = 0
    head = ".." if start else ""
    line = cut(head + "".join(pieces[start:]), width)
    if not fault.column:
        return line
    return line + "\n" + " " * cells(head + "".join(pieces[start:index])) + "^"


MAX_SHOWN_LINE = 2000  # characters of a line that are looked at


def as_json(fault: Fault) -> str:
    """One line of JSON; `line` and `column` are 0 where the fault has none."""
    return json.dumps(
        {
            "path": fault.path,
            "line": fault.line,
            "column": fault.column,
            "cell": fault.cell,
            "code": fault.code,
            "warning": fault.warning,
            "message": sentence(fault),
            "params": dict(fault.params),
        },
        ensure_ascii=False,
    )


def as_github(fault: Fault) -> str:
    """An annotation that a GitHub workflow shows beside the line."""
    where = {"file": literal(fault.path), "line": fault.line, "col": fault.column, "title": fault.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value)
    text = f"{fault.cell}: {sentence(fault)}" if fault.cell else sentence(fault)
    return f"::{'warning' if fault.warning else 'error'} {properties}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
