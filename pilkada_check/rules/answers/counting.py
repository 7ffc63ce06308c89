"""What is counted: count, inventory (B RR RB TA) and breakdown (parts that the tool adds up)."""

# ruff: noqa: ARG002, D102 - one signature for all types; base.AnswerType says what each method does

import re
from collections.abc import Set as AbstractSet
from datetime import date

from pilkada_check.model.checklist import Item, Need
from pilkada_check.model.expression import Environment
from pilkada_check.rules.answers.base import AnswerType, Context, Judgement, Read, Reading, Refused, against, params
from pilkada_check.rules.answers.figures import read_number, reasons, show_number, unusual
from pilkada_check.rules.answers.vocabulary import STATES

FIGURES = ("b", "rr", "rb", "ta")
_FIGURES = frozenset(FIGURES)
EXAMPLE = "27 2 1 0"


def is_figure(value: object) -> bool:
    """A whole number from 0 up."""
    return type(value) is int and value >= 0


def are_figures(value: object, names: AbstractSet[str]) -> bool:
    """A figure for each of these names, and for no other."""
    return (
        isinstance(value, dict)
        and value.keys() == names
        and set(map(type, value.values())) <= {int}
        and min(value.values(), default=0) >= 0
    )


class Count(AnswerType[int]):
    """How many: meets its need, or is noted."""

    def fits(self, item: Item, value: object) -> bool:
        return is_figure(value)

    def read(self, item: Item, text: str, context: Context) -> Reading:
        reading = read_number(text, context.lang)
        if isinstance(reading, Read) and isinstance(reading.value, int):
            return unusual(item, reading, [reading.value])
        return reading

    def judge(self, item: Item, value: int, env: Environment, day: date, accepted_by: str) -> Judgement:
        return against(item.need, value, env) if item.need else Judgement("noted")

    def show(self, item: Item, value: int, lang: str) -> str:
        return show_number(value, lang)

    def required(self, item: Item) -> bool:
        return item.need is not None


class Inventory(AnswerType[dict[str, int]]):
    """Usable, lightly and heavily damaged, absent. Three figures leave TA at 0; one or two are never enough."""

    def fits(self, item: Item, value: object) -> bool:
        return are_figures(value, _FIGURES)

    def read(self, item: Item, text: str, context: Context) -> Reading:
        text = text.rstrip(" .!")
        figures = _labelled(text, context.lang) if re.search(r"[^\W\d_]", text) else _in_order(text, context.lang)
        if isinstance(figures, Refused):
            return figures
        value = {name: figures.get(name, 0) for name in FIGURES}
        reading = Read(value, ("sum",) if len(figures) == len(FIGURES) else ("sum", "short"))
        return unusual(item, reasons(reading, [], sum=sum(value.values())), list(value.values()))

    def judge(self, item: Item, value: dict[str, int], env: Environment, day: date, accepted_by: str) -> Judgement:
        if not item.need:
            return Judgement("noted")
        good = against(item.need, value["b"], env)
        if good.outcome != "fail" or item.need.op != ">=" or not accepted_by:
            return good
        both = against(item.need, value["b"] + value["rr"], env)
        return Judgement("remark", both.need, gap=both.gap) if both.outcome == "ok" else both

    def show(self, item: Item, value: dict[str, int], lang: str) -> str:
        return " ".join(str(value[name]) for name in FIGURES)

    def required(self, item: Item) -> bool:
        return item.need is not None


def short_of_good(need: Need | None, value: dict[str, int], env: Environment) -> bool:
    """May RR make up what B lacks? Then a post is asked to take it upon itself (a ricek asks whenever RR > 0)."""
    return bool(need and need.op == ">=" and value["rr"] and against(need, value["b"], env).outcome == "fail")


def split_figures(text: str) -> list[str]:
    """Figures one after the other: blanks, commas, / or ; between them, or - without blanks; a lone - is 0."""
    for mark in "/;":
        if mark in text:
            parts = text.split(mark)
            break
    else:
        parts = text.split()
        if len(parts) == 1:
            parts = text.split("," if "," in text else "-") if text[:1].isdecimal() else parts
    return ["0" if part.strip(" ,") == "-" else part.strip(" ,") for part in parts if part != ","]


def _in_order(text: str, lang: str) -> dict[str, int] | Refused:
    """`27 2 1 0` or `27 2 1`."""
    parts = split_figures(text)
    numbers = _numbers(parts, lang)
    if isinstance(numbers, Refused):
        return numbers
    if len(numbers) not in {3, 4}:
        return Refused("inventory_figures", EXAMPLE, params(given=len(numbers)))
    return dict(zip(FIGURES, numbers, strict=False))


def _numbers(parts: list[str], lang: str) -> list[int] | Refused:
    """Each part as a number, or why one of them is none."""
    found: list[int] = []
    for part in parts:
        reading = read_number(part, lang)
        if isinstance(reading, Read) and isinstance(reading.value, int):
            found.append(reading.value)
        elif isinstance(reading, Refused) and reading.code in {"whole", "negative", "large"}:
            return Refused(reading.code, EXAMPLE, reading.params)
        else:
            return Refused("inventory", EXAMPLE)
    return found


_LABELS = "|".join(sorted((re.escape(word) for word in STATES if word != "-"), key=len, reverse=True))
_PIECE = re.compile(rf"[ =:,;/]*(?:({_LABELS})(?![^\W\d_])|(\d(?:[\d.,]*\d)?|-)|(\S))")


def _labelled(text: str, lang: str) -> dict[str, int] | Refused:
    """`b27 rr2 rb1 ta0` in any order, labels before or behind their figures; only B must be there."""
    pieces = [(label, number) for label, number, other in _PIECE.findall(text) if label or number or other]
    labels = [label for label, _number in pieces[::2]]
    values = [number for _label, number in pieces[1::2]]
    if pieces and pieces[0][1]:
        labels, values = [label for label, _number in pieces[1::2]], [number for _label, number in pieces[::2]]
    if len(labels) != len(values) or not all(labels) or not all(values):
        return Refused("inventory", EXAMPLE)
    names = [STATES[label] for label in labels]
    for name in FIGURES:
        if names.count(name) > 1 or (name == "b" and "b" not in names):
            return Refused("inventory_label", EXAMPLE, params(label=name.upper()))
    numbers = _numbers(["0" if value == "-" else value for value in values], lang)
    return numbers if isinstance(numbers, Refused) else dict(zip(names, numbers, strict=True))


class Breakdown(AnswerType[dict[str, int]]):
    """Parts, asked one by one (`part` is set) or typed in order; the tool adds them up."""

    def fits(self, item: Item, value: object) -> bool:
        return are_figures(value, item.parts.keys())

    def read(self, item: Item, text: str, context: Context) -> Reading:
        if context.part is not None:
            return Count().read(item, text, context)
        numbers = _numbers(split_figures(text.rstrip(" .!")), context.lang)
        if isinstance(numbers, Refused):
            return Refused("number", " ".join("0" for _part in item.parts))
        if len(numbers) != len(item.parts):
            return Refused(
                "breakdown_figures",
                " ".join("0" for _part in item.parts),
                params(given=len(numbers), wanted=len(item.parts)),
            )
        reading = Read(dict(zip(item.parts, numbers, strict=True)), ("sum",), params=params(sum=sum(numbers)))
        return unusual(item, reading, numbers)

    def judge(self, item: Item, value: dict[str, int], env: Environment, day: date, accepted_by: str) -> Judgement:
        if not item.total:
            return Judgement("noted")
        return against(Need("=", item.total), sum(value.values()), env)

    def show(self, item: Item, value: dict[str, int], lang: str) -> str:
        return " ".join(str(value[part]) for part in item.parts)

    def required(self, item: Item) -> bool:
        return item.total is not None
