"""What a slip of YAML most likely was, and where: from where the scanner gave up back to what the author wrote.

No sentence of PyYAML goes any further than this module. Each rule has its rows in tests/test_reader_syntax.py.
"""

import re
from typing import Any, NamedTuple

from yaml.error import MarkedYAMLError
from yaml.tokens import (
    DirectiveToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
)

from pilkada_check.files.yaml_layout import DASHED, Slip, indent, out_of_line

_GLUED = re.compile(r"[\w-]+:(?=\S)")
_CUTTING = re.compile(r" +#(?=[^ #])")


class _Scene(NamedTuple):
    """Where it stopped: lines, the tokens before, its place (from 0), the place where the piece began, the find."""

    lines: list[str]
    tokens: list[Any]
    line: int
    column: int
    began: tuple[int, int]
    found: str

    def at(self, place: tuple[int, int], code: str, **params: str) -> Slip:
        return place[0] + 1, place[1] + 1, code, params

    def here(self, code: str, **params: str) -> Slip:
        return self.at((self.line, self.column), code, **params)

    def char(self, place: tuple[int, int]) -> str:
        return self.lines[place[0]][place[1] : place[1] + 1]

    def rest(self, place: tuple[int, int]) -> str:
        return self.lines[place[0]][place[1] :]


def find_slip(lines: list[str], tokens: list[Any], problem: MarkedYAMLError) -> Slip:
    """Line, column (from 1), code and parameters of the slip behind a syntax problem of the pure loader."""
    mark: Any = problem.problem_mark  # all have one
    upto = [token for token in tokens if _place(token) <= (mark.line, mark.column)]
    before = [token for token in upto if _place(token) < (mark.line, mark.column)]
    start = problem.context_mark or mark
    words = problem.problem or ""
    found = words.rpartition("but ")[2].partition(" ")[2].strip("'")  # "expected ',' or ']', but got '<scalar>'"
    scene = _Scene(lines, before, mark.line, mark.column, (start.line, start.column), found)
    return _quote(scene, upto, problem.context or "") or _named(scene, problem.context or "", words)


def _quote(scene: _Scene, upto: list[Any], context: str) -> Slip | None:
    """A quote that swallowed what follows is named where it opens, wherever that came to light."""
    for token in upto:
        if isinstance(token, ScalarToken) and token.style in {"'", '"'} and token.start_mark.line < token.end_mark.line:
            return scene.at(_place(token), "quote_open")
    if context == "while scanning a quoted scalar":
        return scene.at(scene.began, "quote_open")
    if context == "while scanning a double-quoted scalar":
        return scene.at((scene.line, scene.lines[scene.line].rfind("\\", 0, scene.column + 1)), "backslash")
    return None


def _named(scene: _Scene, context: str, words: str) -> Slip:
    """The rule for each thing that the scanner or the parser complains of."""
    opening = _open_bracket(scene.tokens)
    if opening and (scene.line > opening[0] or scene.found == "<stream end>"):
        return _comment(scene, opening) or scene.at(opening, "bracket_open", char=scene.char(opening))
    for part, rule in _BY_CONTEXT:
        if part in context:
            return rule(scene)
    for part, rule in _BY_WORDS:
        if part in words:
            return rule(scene)
    return scene.here("syntax")


def _comment(scene: _Scene, opening: tuple[int, int]) -> Slip | None:
    """A bracket that is closed, but behind what YAML takes for a comment: `{id: Kaca #1}`."""
    end = scene.tokens[-1].end_mark
    if end.line != opening[0] or not _CUTTING.match(scene.rest((end.line, end.column))):
        return None
    return scene.at((end.line, scene.lines[end.line].index("#", end.column)), "comment_in_text")


def _special(scene: _Scene) -> Slip:
    """A character that YAML keeps for itself."""
    char = scene.char((scene.line, scene.column))
    return scene.here("special_start", char=char) if char else scene.here("syntax")


def _block_text(scene: _Scene) -> Slip:
    """`>` or `|` and something behind it; most often `need: >= 5` without quotes."""
    if scene.rest(scene.began).startswith(">="):
        return scene.at(scene.began, "comparison_unquoted")
    return scene.at(scene.began, "special_start", char=scene.char(scene.began))


def _second_colon(scene: _Scene) -> Slip:
    """A colon where none may be: in a text, behind a quote, or because a line stands wrong or lost its own colon."""
    scalar = next((token for token in reversed(scene.tokens) if isinstance(token, ScalarToken)), None)
    if scalar is None:
        return _special(scene)
    start = _place(scalar)
    if start[0] < scene.line:
        begins_line = not scene.lines[start[0]][: start[1]].strip(" -")
        if begins_line and indent(scene.lines[scene.line]) == start[1]:
            return _no_colon(scene, start)
        return _indentation(scene)
    return scene.here("colon_in_text" if scalar.plain else "after_quote")


def _simple_key(scene: _Scene) -> Slip:
    """A line in a mapping without `: `."""
    return _no_colon(scene, scene.began)


def _no_colon(scene: _Scene, start: tuple[int, int]) -> Slip:
    glued = _GLUED.match(scene.rest(start))
    if DASHED.match(scene.rest(start)):
        return scene.at(start, "missing_space", char="-")
    if glued:
        return scene.at((start[0], start[1] + glued.end() - 1), "missing_space", char=":")
    return scene.at(start, "missing_colon", word=scene.rest(start).partition(" ")[0])


def _indentation(scene: _Scene) -> Slip:
    """A line that does not fit what stands above it."""
    return out_of_line(scene.lines, scene.line)


def _block_end(scene: _Scene) -> Slip:
    """Something in a block that is neither its next entry nor its end."""
    place = (scene.line, scene.column)
    last = next((token for token in reversed(scene.tokens) if token.end_mark.index > token.start_mark.index), None)
    if scene.found in {"]", "}"}:
        return scene.here("bracket_extra", char=scene.found)
    if last is not None and last.end_mark.line == scene.line:
        if isinstance(last, ScalarToken) and last.style in {"'", '"'}:
            return scene.here("after_quote")
        if isinstance(last, FlowMappingEndToken | FlowSequenceEndToken):
            opening = _opening_of_last(scene.tokens)
            return scene.at(opening, "special_start", char=scene.char(opening))
    if DASHED.match(scene.rest(place)):
        return scene.here("missing_space", char="-")
    if scene.found == "?" and scene.char(place) != "?":
        slip = _indentation(scene)
        return slip if slip[2] != "indentation" or slip[0] <= scene.line else scene.here("missing_dash")
    if scene.found in {"<block mapping start>", "<block sequence start>", "-"}:
        return _indentation(scene)
    return _no_colon(scene, place) if scene.found == "<scalar>" and scene.char(place) not in "|>" else _special(scene)


def _flow(scene: _Scene) -> Slip:
    """Something inside brackets that is neither the next entry nor the end."""
    opening = _open_bracket(scene.tokens)
    if scene.found in {"]", "}"} and opening:
        return scene.at(opening, "bracket_open", char=scene.char(opening))
    return scene.here("colon_in_text" if scene.found == ":" else "missing_comma")


def _no_content(scene: _Scene) -> Slip:
    """A comma, bracket or dash where a value should begin."""
    opening = _open_bracket(scene.tokens)
    if scene.found in {"]", "}"}:
        return scene.at(opening, "bracket_open", char=scene.char(opening)) if opening else _extra(scene)
    if scene.found == "," and opening:
        return scene.here("extra_comma")
    return _special(scene)


def _extra(scene: _Scene) -> Slip:
    return scene.here("bracket_extra", char=scene.found)


def _outside(scene: _Scene) -> Slip:
    """Something after the end of the only mapping: its first line stood further in, or this one is no part of it."""
    first = next((token for token in scene.tokens if token.end_mark.index > token.start_mark.index), None)
    if first is not None and first.start_mark.column > scene.column:
        return scene.at(_place(first), "indentation")
    order = next((token for token in scene.tokens if isinstance(token, DirectiveToken)), None)
    if order is not None:
        return scene.at(_place(order), "directive")
    if DASHED.match(scene.rest((scene.line, scene.column))):
        return scene.here("missing_space", char="-")
    return scene.here("bracket_extra", char=scene.found) if scene.found in {"]", "}"} else scene.here("indentation")


_BY_CONTEXT = (
    ("scanning a block scalar", _block_text),
    ("scanning an alias", lambda scene: scene.at(scene.began, "alias")),
    ("scanning an anchor", lambda scene: scene.at(scene.began, "anchor")),
    ("scanning a tag", lambda scene: scene.at(scene.began, "tag")),
    ("parsing a tag", lambda scene: scene.at(scene.began, "tag")),
    ("parsing a node", lambda scene: scene.here("tag")),
    ("scanning a directive", lambda scene: scene.at(scene.began, "directive")),
    ("scanning a simple key", _simple_key),
    ("expected a single document", lambda scene: scene.here("second_document")),
)
_BY_WORDS = (
    ("cannot start any token", _special),
    ("mapping values are not allowed", _second_colon),
    ("mapping keys are not allowed", _special),
    ("sequence entries are not allowed", lambda scene: scene.here("dash_here")),
    ("undefined alias", lambda scene: scene.here("alias")),
    ("duplicate anchor", lambda scene: scene.here("anchor")),
    ("expected <block end>", _block_end),
    ("expected ','", _flow),
    ("expected the node content", _no_content),
    ("expected '<document start>'", _outside),
    ("directive", lambda scene: scene.here("directive")),
    ("tag handle", lambda scene: scene.here("directive")),
    ("YAML document", lambda scene: scene.here("directive")),
)


def _place(token: Any) -> tuple[int, int]:  # noqa: ANN401 - PyYAML's tokens have no common type
    return token.start_mark.line, token.start_mark.column


def _open_bracket(tokens: list[Any]) -> tuple[int, int] | None:
    """Where the innermost bracket opens that is not closed."""
    stack = _brackets(tokens)[0]
    return stack[-1] if stack else None


def _opening_of_last(tokens: list[Any]) -> tuple[int, int]:
    """Where the bracket opens that was closed last."""
    return _brackets(tokens)[1]


def _brackets(tokens: list[Any]) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    stack: list[tuple[int, int]] = []
    closed = (0, 0)
    for token in tokens:
        if isinstance(token, FlowMappingStartToken | FlowSequenceStartToken):
            stack.append(_place(token))
        elif isinstance(token, FlowMappingEndToken | FlowSequenceEndToken) and stack:
            closed = stack.pop()
    return stack, closed
