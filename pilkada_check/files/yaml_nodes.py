"""YAML as bare nodes: every scalar stays text, every node knows its place; the C and the pure loader give the same."""

import operator
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

import yaml
from yaml.composer import Composer
from yaml.error import MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from pilkada_check.files.yaml_text import MAX_DEPTH, Source, maybe_deep
from pilkada_check.model.faults import Fault, fault

Loader = Literal["c", "pure"]
Node: TypeAlias = Any  # a ScalarNode, SequenceNode or MappingNode of PyYAML; `id` tells which


class _Bare:
    """A resolver that gives no scalar a meaning: `007`, `no` and `12:30` survive as written."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    # Called for every node, to do nothing: built-in functions do it in half the time of our own.
    descend_resolver = operator.is_
    ascend_resolver = tuple


class PureLoader(Reader, Scanner, Parser, Composer, _Bare):
    """The loader written in Python: the fallback, and the one whose faults are told."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        self._in_plain = False

    def scan_plain(self) -> Any:  # noqa: ANN401 - a token of PyYAML
        """A plain text may hold a question mark inside brackets, as in libyaml: `{id: Sudah ada?}`."""
        self._in_plain = True
        token = super().scan_plain()
        self._in_plain = False
        return token

    def peek(self, index: int = 0) -> str:
        """The next character but `index`."""
        char: str = super().peek(index)
        return "a" if char == "?" and self._in_plain else char


c_loader: Callable[[str], Any] | None
try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml
    c_loader = None
else:

    class _CLoader(_Bare, CParser):
        """The loader around libyaml: eight times as fast."""

    c_loader = _CLoader


_SPECIAL_CODES = {
    yaml.AliasToken: "alias",
    yaml.AnchorToken: "anchor",
    yaml.TagToken: "tag",
    yaml.DirectiveToken: "directive",
}
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def compose(source: Source, loader: Loader | None = None) -> Node | None:
    """The root node of a file, or None with the reason in `source.faults`."""
    if maybe_deep(source.text) and not _shallow(source):
        return None
    node, slip = _composed(source, loader)
    special = list(_specials(source, slip)) if _maybe_special(source.text) else []
    spoilt = {one.line for one in special}
    spoilt |= {one.line + near for one in source.faults for near in (-1, 0, 1)}  # a tab is the cause of the slip
    source.faults += special
    if slip and slip.line not in spoilt:
        source.faults.append(slip)
    if node is None and not source.faults:
        source.faults.append(fault(source.path, 1, 1, "empty_file"))
    return None if special or slip else node


def _composed(source: Source, loader: Loader | None) -> tuple[Node | None, Fault | None]:
    """The root node, or the slip that stopped the loader. What the C loader refuses the pure one judges."""
    if c_loader is not None and loader != "pure":
        try:
            return c_loader(source.text).get_single_node(), None
        except (yaml.YAMLError, ValueError):
            pass
    pure = PureLoader(source.text)
    try:
        return pure.get_single_node(), None
    except MarkedYAMLError as problem:
        from pilkada_check.files.yaml_slips import find_slip  # noqa: PLC0415 - only a file with faults needs it

        line, column, code, params = find_slip(source.lines, list(tokens(source.text)), problem)
        return None, Fault(source.path, line, column, code, tuple(params.items()))
    except (ValueError, OverflowError):  # "\UFFFFFFFF" is no character
        place = source.lines[pure.line].rfind("\\", 0, pure.column)
        return None, fault(source.path, pure.line + 1, place + 1, "backslash")


def tokens(text: str) -> Iterator[Any]:
    """The tokens of a text up to the first that cannot be scanned."""
    pure = PureLoader(text)
    try:
        while pure.check_token():
            yield pure.get_token()  # type: ignore[no-untyped-call] # the stubs leave it out
    except (yaml.YAMLError, ValueError, OverflowError):
        yield from pure.tokens


def _shallow(source: Source) -> bool:
    """Whether no collection lies deeper than MAX_DEPTH; counted on tokens, so that no loader runs out of stack."""
    depth = 0
    for token in tokens(source.text):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > MAX_DEPTH:
            mark = token.start_mark
            source.faults.append(fault(source.path, mark.line + 1, mark.column + 1, "too_deep", limit=MAX_DEPTH))
            return False
    return True


def _maybe_special(text: str) -> bool:
    """Whether a reference, a tag or a directive may stand here; sometimes yes without need."""
    if text.startswith("%") or "\n%" in text:
        return True
    for char in "&*!":
        place = text.find(char)
        while place >= 0:
            if text[max(place - 60, 0) : place].rstrip(" ")[-1:] in _BEFORE_SPECIAL:
                return True
            place = text.find(char, place + 1)
    return False


_BEFORE_SPECIAL = ("", "\n", "-", ":", "?", ",", "[", "{")


def _specials(source: Source, slip: Fault | None) -> Iterator[Fault]:
    """References, tags and directives, up to the slip: what comes after it is not what its author sees."""
    for token in tokens(source.text):
        mark = token.start_mark
        if slip and (mark.line + 1, mark.column + 1) > (slip.line, slip.column):
            return
        code = _SPECIAL_CODES.get(type(token))
        if code:
            yield fault(source.path, mark.line + 1, mark.column + 1, code)
