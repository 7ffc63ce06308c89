"""What an officer types at an item so that it passes: behind estimates of keys, examples, and tests of whole lists."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from pilkada_check.model.checklist import Item, ItemType
from pilkada_check.model.events import Value
from pilkada_check.model.expression import Environment
from pilkada_check.rules.answers import Read, judge, read
from pilkada_check.rules.answers.figures import USUAL
from pilkada_check.rules.answers.vocabulary import NIHIL_SAID, of

YES = "y"
WORDS: Mapping[str, str] = {"id": "sesuai rencana", "en": "as planned"}  # where words are wanted and any will do
ANY_HOUR = "06:00"
ANY_DIGIT = "1"


def passing(item: Item, env: Environment, day: date, lang: str) -> tuple[str, ...]:
    """The fewest lines that an officer types at this item so that it passes without a remark, or is noted.

    `day` is the day of the answer in the unit's time zone. Where a fact of the requirement is missing any answer will
    do. What is read back is confirmed. An item that nothing passes gets an answer all the same.
    """
    if item.type == "breakdown":
        parts = _shares(item, env, day)
        return tuple(line for part, text in parts.items() for line in _confirmed(item, text, day, lang, part))
    lines = _confirmed(item, _TYPED[item.type](item, env, day, lang), day, lang)
    if item.type == "choice" and item.options[_option(item)].ask:
        return (*lines, of(WORDS, lang))
    return lines


def _confirmed(item: Item, text: str, day: date, lang: str, part: str | None = None) -> tuple[str, ...]:
    """The text, and a yes where it is read back."""
    reading = read(item, text, lang=lang, today=day, part=part)
    return (text, YES) if isinstance(reading, Read) and reading.confirm else (text,)


def _need(item: Item, value: Value, env: Environment, day: date) -> int | str | None:
    """The requirement as the judge evaluates it; None where there is none or a fact is missing."""
    return judge(item, value, env, day=day).need


def _fitting(item: Item, need: int | str | None) -> int:
    """The number to type: the need itself, as near to what is usual as it passes."""
    low, high = item.usual or USUAL
    if not isinstance(need, int):
        return (low + high) // 2
    op = item.need.op if item.need is not None else "="
    if op == ">=":
        return max(need, low, 0)
    return max(min(need, high), 0) if op == "<=" else max(need, 0)


def _count(item: Item, env: Environment, day: date, _lang: str) -> str:
    return str(_fitting(item, _need(item, 0, env, day)))


def _inventory(item: Item, env: Environment, day: date, _lang: str) -> str:
    """All of them good: three figures leave the absent at 0."""
    need = _need(item, {"b": 0, "rr": 0, "rb": 0, "ta": 0}, env, day)
    return f"{_fitting(item, need)} 0 0"


def _shares(item: Item, env: Environment, day: date) -> dict[str, str]:
    """The total in parts that are as equal as whole numbers can be, the first ones larger."""
    total = _need(item, dict.fromkeys(item.parts, 0), env, day)
    number = max(total, 0) if isinstance(total, int) else len(item.parts)
    share, more = divmod(number, len(item.parts))
    return {part: str(share + (place < more)) for place, part in enumerate(item.parts)}


def _valid_until(item: Item, env: Environment, day: date, lang: str) -> str:
    """Late enough that nothing is said of it."""
    need = _need(item, day.isoformat(), env, day)
    until = date.fromisoformat(need) if isinstance(need, str) else day
    return _day(until + timedelta(days=item.warn_days), lang)


def _date(item: Item, env: Environment, day: date, lang: str) -> str:
    """The day itself, or the bound that it breaks."""
    judgement = judge(item, day.isoformat(), env, day=day)
    broken = judgement.need if judgement.outcome == "fail" else None
    return _day(date.fromisoformat(broken) if isinstance(broken, str) else day, lang)


def _day(day: date, _lang: str) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _time(item: Item, env: Environment, day: date, _lang: str) -> str:
    """Four digits: they need no sign between them, and are not read back."""
    need = _need(item, ANY_HOUR, env, day)
    return (need if isinstance(need, str) else ANY_HOUR).replace(":", "")


def _option(item: Item) -> int:
    """The place of the best option, the one that asks for no words before another."""
    ranks = ["ok", "remark", "fail"]
    options = item.options
    return min(range(len(options)), key=lambda place: (ranks.index(options[place].outcome), options[place].ask))


def _text(item: Item, _env: Environment, _day: date, lang: str) -> str:
    if item.nihil:
        return of(NIHIL_SAID, lang)
    return ANY_DIGIT if item.digits else of(WORDS, lang)


def _yes_no(yes: bool, lang: str) -> str:  # noqa: FBT001 - it is the answer itself
    return YES if yes else "n" if lang == "en" else "t"


_TYPED: Mapping[ItemType, Callable[[Item, Environment, date, str], str]] = {
    "confirm": lambda item, _env, _day, lang: _yes_no(item.expect, lang),
    "count": _count,
    "inventory": _inventory,
    "condition": lambda _item, _env, _day, _lang: "b",
    "valid_until": _valid_until,
    "date": _date,
    "choice": lambda item, _env, _day, _lang: str(_option(item) + 1),
    "risk": lambda _item, _env, _day, lang: _yes_no(yes=False, lang=lang),
    "text": _text,
    "time": _time,
}
