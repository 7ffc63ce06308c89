"""What an answer amounts to: every type with both sides of each boundary, and what happens where a fact is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.model.checklist import Item, ItemType, Need, Option
from pilkada_check.model.events import Outcome, Value
from pilkada_check.model.expression import Environment, literal
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import RANK, TYPES, Judgement, fits, judge, judged, short_of_good, show, worse

DAY = date(2024, 11, 24)
ENV: Environment = {
    "helm": 30,
    "nol": 0,
    "dpt": 480,
    "operation_ends": "2024-12-16",
    "sprin_sampai": "2024-11-28",
    "buka": "07:00",
    "kacau": "besok",
}


def need(op: str, text: str) -> Need:
    return Need(op, parse(text))  # type: ignore[arg-type] # one of the three


def item(kind: ItemType, **fields: object) -> Item:
    return Item("x", Text("?"), kind, **fields)  # type: ignore[arg-type] # fields of the case


def stock(b: int, rr: int = 0, rb: int = 0, ta: int = 0) -> dict[str, int]:
    return {"b": b, "rr": rr, "rb": rb, "ta": ta}


AT_LEAST = item("count", need=need(">=", "helm"))
EXACTLY = item("count", need=need("=", "helm"))
AT_MOST = item("count", need=need("<=", "helm"))
HELMETS = item("inventory", need=need(">=", "helm"))
UNTIL = item("valid_until")
PARTS = {"hadir": Text("hadir"), "sakit": Text("sakit")}
TOTAL = item("breakdown", parts=PARTS, total=parse("helm"))
SINCE = item("date", since=literal("2024-08-26"))
BEFORE = item("date", until=parse("sprin_sampai"))
BOTH = item("date", since=literal("2024-08-26"), until=parse("sprin_sampai"))
RECENT = item("date", max_age=2)
OPENING = item("time", need=need("<=", '"07:00"'))
REPORT = item(
    "choice",
    options=(
        Option("ht", Text("HT")),
        Option("kurir", Text("kurir"), "remark"),
        Option("belum", Text("belum"), "fail"),
    ),
)

# item, value, outcome, need, gap
JUDGED: list[tuple[Item, Value, Outcome, int | str | None, int | None]] = [
    (item("confirm"), True, "ok", None, None),
    (item("confirm"), False, "fail", None, None),
    (item("confirm", expect=False), False, "ok", None, None),
    (item("confirm", expect=False), True, "fail", None, None),
    (item("risk"), True, "noted", None, None),
    (item("risk"), False, "noted", None, None),
    (item("text"), "045/BA", "ok", None, None),
    (item("text", nihil=True), "NIHIL", "ok", None, None),
    (item("condition"), "b", "ok", None, None),
    (item("condition"), "rr", "remark", None, None),
    (item("condition"), "rb", "fail", None, None),
    (item("condition"), "ta", "fail", None, None),
    (REPORT, "ht", "ok", None, None),
    (REPORT, "kurir", "remark", None, None),
    (REPORT, "belum", "fail", None, None),
    (item("count"), 0, "noted", None, None),
    (AT_LEAST, 30, "ok", 30, 0),
    (AT_LEAST, 29, "fail", 30, -1),
    (AT_LEAST, 31, "ok", 30, 1),
    (EXACTLY, 30, "ok", 30, 0),
    (EXACTLY, 29, "fail", 30, -1),
    (EXACTLY, 31, "fail", 30, 1),
    (AT_MOST, 30, "ok", 30, 0),
    (AT_MOST, 31, "fail", 30, 1),
    (AT_MOST, 0, "ok", 30, -30),
    (item("count", need=need("=", "0")), 0, "ok", 0, 0),
    (item("count", need=need("=", "0")), 1, "fail", 0, 1),
    (item("count", need=need("=", "dpt + ceil(dpt * 25 / 1000)")), 492, "ok", 492, 0),
    (item("count", need=need("=", "dpt + ceil(dpt * 25 / 1000)")), 491, "fail", 492, -1),
    # a fraction demands the next whole number; nothing counted is ever equal to one
    (item("count", need=need(">=", "helm * 0.95")), 29, "ok", 29, 0),
    (item("count", need=need(">=", "helm * 0.95")), 28, "fail", 29, -1),
    (item("count", need=need("<=", "helm * 0.95")), 28, "ok", 28, 0),
    (item("count", need=need("<=", "helm * 0.95")), 29, "fail", 28, 1),
    (item("count", need=need("=", "helm / 4")), 7, "fail", "15/2", None),
    (item("count", need=need("=", "helm / 4")), 8, "fail", "15/2", None),
    (item("inventory"), stock(3), "noted", None, None),
    (HELMETS, stock(30), "ok", 30, 0),
    (HELMETS, stock(30, 5, 1, 1), "ok", 30, 0),
    (HELMETS, stock(29), "fail", 30, -1),
    (HELMETS, stock(28, 2), "fail", 30, -2),
    (item("inventory", need=need("=", "helm")), stock(30), "ok", 30, 0),
    (item("inventory", need=need("=", "helm")), stock(31), "fail", 30, 1),
    (item("inventory", need=need("<=", "helm")), stock(30, 9), "ok", 30, 0),
    (item("breakdown", parts=PARTS), {"hadir": 3, "sakit": 0}, "noted", None, None),
    (TOTAL, {"hadir": 29, "sakit": 1}, "ok", 30, 0),
    (TOTAL, {"hadir": 28, "sakit": 1}, "fail", 30, -1),
    (TOTAL, {"hadir": 30, "sakit": 1}, "fail", 30, 1),
    # until the last day of the operation; a remark where less than 30 days remain after it
    (UNTIL, "2024-12-15", "fail", "2024-12-16", -1),
    (UNTIL, "2024-12-16", "remark", "2024-12-16", 0),
    (UNTIL, "2024-12-31", "remark", "2024-12-16", 15),
    (UNTIL, "2025-01-14", "remark", "2024-12-16", 29),
    (UNTIL, "2025-01-15", "ok", "2024-12-16", 30),
    (item("valid_until", warn_days=0), "2024-12-16", "ok", "2024-12-16", 0),
    (item("valid_until", warn_days=0), "2024-12-15", "fail", "2024-12-16", -1),
    (item("valid_until", warn_days=1), "2024-12-16", "remark", "2024-12-16", 0),
    (item("valid_until", warn_days=1), "2024-12-17", "ok", "2024-12-16", 1),
    (item("valid_until", until=parse("sprin_sampai"), warn_days=0), "2024-11-28", "ok", "2024-11-28", 0),
    (item("valid_until", until=literal("2024-11-27"), warn_days=0), "2024-11-26", "fail", "2024-11-27", -1),
    (item("date"), "1999-01-01", "noted", None, None),
    (SINCE, "2024-08-25", "fail", "2024-08-26", -1),
    (SINCE, "2024-08-26", "ok", "2024-08-26", None),
    (BEFORE, "2024-11-28", "ok", "2024-11-28", None),
    (BEFORE, "2024-11-29", "fail", "2024-11-28", 1),
    (BOTH, "2024-08-25", "fail", "2024-08-26", -1),
    (BOTH, "2024-11-28", "ok", "2024-08-26", None),
    (BOTH, "2024-11-29", "fail", "2024-11-28", 1),
    (item("date", since=literal("2024-11-23"), max_age=2), "2024-11-22", "fail", "2024-11-23", -1),
    (item("date", since=literal("2024-11-01"), max_age=2), "2024-11-21", "fail", "2024-11-22", -1),
    (item("date", until=literal("2024-11-23"), max_age=2), "2024-11-24", "fail", "2024-11-23", 1),
    (item("date", until=literal("2024-11-28"), max_age=2), "2024-11-25", "fail", "2024-11-24", 1),
    (RECENT, "2024-11-21", "fail", "2024-11-22", -1),
    (RECENT, "2024-11-22", "ok", "2024-11-22", None),
    (RECENT, "2024-11-24", "ok", "2024-11-22", None),
    (RECENT, "2024-11-25", "fail", "2024-11-24", 1),
    (item("date", max_age=0), "2024-11-24", "ok", "2024-11-24", None),
    (item("date", max_age=0), "2024-11-23", "fail", "2024-11-24", -1),
    (item("date", max_age=10**9), "1900-01-01", "ok", "2024-11-24", None),
    (item("time"), "23:59", "noted", None, None),
    (OPENING, "07:00", "ok", "07:00", 0),
    (OPENING, "06:59", "ok", "07:00", -1),
    (OPENING, "07:01", "fail", "07:00", 1),
    (item("time", need=need(">=", "buka")), "06:30", "fail", "07:00", -30),
    (item("time", need=need("=", "buka")), "07:00", "ok", "07:00", 0),
    (AT_LEAST, None, "na", None, None),
]

# where a fact is missing, or the requirement cannot be computed: which facts are named
UNJUDGED: list[tuple[Item, Value, tuple[str, ...]]] = [
    (item("count", need=need(">=", "dalmas")), 30, ("dalmas",)),
    (item("count", need=need(">=", "helm + dalmas + tameng")), 30, ("dalmas", "tameng")),
    (item("count", need=need(">=", "helm / nol")), 30, ("helm", "nol")),
    (item("inventory", need=need(">=", "dalmas")), stock(3, 9), ("dalmas",)),
    (item("breakdown", parts=PARTS, total=parse("dalmas")), {"hadir": 1, "sakit": 0}, ("dalmas",)),
    (item("valid_until", until=parse("habis")), "2024-12-31", ("habis",)),
    (item("valid_until", until=parse("kacau")), "2024-12-31", ("kacau",)),
    (item("date", since=parse("mulai")), "2024-12-31", ("mulai",)),
    (item("date", since=parse("mulai"), until=parse("habis")), "2024-12-31", ("mulai", "habis")),
    (item("date", since=parse("mulai"), max_age=9), "2024-11-24", ("mulai",)),
    (item("time", need=need("<=", "jam")), "07:00", ("jam",)),
    (item("time", need=need("<=", "kacau")), "07:00", ("kacau",)),
]

# values that do not have the shape of the item's answers
MISSHAPEN: list[tuple[Item, object]] = [
    (item("confirm"), "ya"),
    (item("confirm"), 1),
    (item("risk"), None),
    (AT_LEAST, "30"),
    (AT_LEAST, True),
    (AT_LEAST, -1),
    (HELMETS, 30),
    (HELMETS, {"b": 30}),
    (HELMETS, {**stock(30), "x": 1}),
    (HELMETS, {**stock(30), "rr": -1}),
    (HELMETS, {**stock(30), "rr": "2"}),
    (item("condition"), "bagus"),
    (item("condition"), {}),
    (UNTIL, "31/12/2024"),
    (UNTIL, "20241231"),
    (UNTIL, "2024-02-30"),
    (RECENT, 20241124),
    (REPORT, "merpati"),
    (REPORT, 1),
    (TOTAL, {"hadir": 1}),
    (TOTAL, {"hadir": 1, "sakit": 0, "izin": 2}),
    (TOTAL, 30),
    (item("text"), ""),
    (item("text"), 7),
    (OPENING, "7:00"),
    (OPENING, "24:00"),
    (OPENING, 700),
]


@pytest.mark.parametrize(("asked", "value", "outcome", "required", "gap"), JUDGED)
def test_judge(asked: Item, value: Value, outcome: Outcome, required: int | str | None, gap: int | None) -> None:
    assert judge(asked, value, ENV, day=DAY) == Judgement(outcome, required, (), gap)


def test_every_type_is_judged_here() -> None:
    assert {row[0].type for row in JUDGED} == {row[0].type for row in MISSHAPEN} == set(TYPES)


@pytest.mark.parametrize(("asked", "value", "names"), UNJUDGED)
def test_without_the_fact_nothing_is_judged(asked: Item, value: Value, names: tuple[str, ...]) -> None:
    found = judge(asked, value, ENV, day=DAY)
    assert (found.outcome, found.missing) == ("unjudged", names)
    assert judged(asked)


def test_a_date_that_breaks_one_bound_fails_whatever_the_other_is() -> None:
    asked = item("date", since=parse("mulai"), max_age=2)
    assert judge(asked, "2024-11-01", ENV, day=DAY) == Judgement("fail", "2024-11-22", (), -21)


@pytest.mark.parametrize(("asked", "value"), MISSHAPEN)
def test_a_value_of_another_shape_is_never_good(asked: Item, value: Value) -> None:
    assert not fits(asked, value)
    assert show(asked, value, "id") == "-"
    assert judge(asked, value, ENV, day=DAY) == Judgement("na" if value is None else "unjudged")


@pytest.mark.parametrize(
    ("value", "accepted_by", "outcome", "gap"),
    [
        (stock(28, 2), "", "fail", -2),
        (stock(28, 2), "Kanit Dalmas", "remark", 0),
        (stock(28, 3), "Kanit Dalmas", "remark", 1),
        (stock(27, 2), "Kanit Dalmas", "fail", -1),
        (stock(30, 2), "Kanit Dalmas", "ok", 0),
        (stock(30, 0), "Kanit Dalmas", "ok", 0),
        (stock(28, 0, 2), "Kanit Dalmas", "fail", -2),
    ],
)
def test_rr_counts_only_when_a_post_takes_it_upon_itself(
    value: Value, accepted_by: str, outcome: Outcome, gap: int
) -> None:
    assert judge(HELMETS, value, ENV, day=DAY, accepted_by=accepted_by) == Judgement(outcome, 30, (), gap)


@pytest.mark.parametrize("op", ["=", "<="])
def test_rr_makes_up_for_nothing_where_more_is_not_better(op: str) -> None:
    asked = item("inventory", need=need(op, "helm"))
    assert judge(asked, stock(31, 2), ENV, day=DAY, accepted_by="Kanit").outcome == "fail"


@pytest.mark.parametrize(
    ("asked", "value", "expected"),
    [
        (HELMETS, stock(28, 2), True),
        (HELMETS, stock(1, 1), True),
        (HELMETS, stock(28, 0, 2), False),
        (HELMETS, stock(30, 2), False),
        (item("inventory"), stock(28, 2), False),
        (item("inventory", need=need("=", "helm")), stock(28, 2), False),
        (item("inventory", need=need(">=", "dalmas")), stock(28, 2), False),
    ],
)
def test_when_a_post_is_asked_for_rr(asked: Item, value: dict[str, int], *, expected: bool) -> None:
    assert short_of_good(asked.need, value, ENV) is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (AT_LEAST, True),
        (HELMETS, True),
        (OPENING, True),
        (TOTAL, True),
        (UNTIL, True),
        (SINCE, True),
        (RECENT, True),
        (item("count"), False),
        (item("inventory"), False),
        (item("time"), False),
        (item("date"), False),
        (item("breakdown", parts=PARTS), False),
        (item("confirm"), False),
        (item("risk"), False),
        (item("text"), False),
        (item("condition"), False),
        (REPORT, False),
    ],
)
def test_what_is_judged_again(asked: Item, *, expected: bool) -> None:
    assert judged(asked) is expected


OUTCOMES: list[Outcome] = ["ok", "noted", "na", "remark", "fail", "unjudged"]


def test_rank() -> None:
    assert RANK == {"ok": 0, "noted": 0, "na": 0, "remark": 1, "fail": 2}
    assert worse("ok", "noted") == "ok"
    assert worse("noted", "ok") == "noted"
    assert worse("na", "remark") == "remark"
    assert worse("fail", "remark") == "fail"
    assert worse("unjudged", "ok") == worse("ok", "unjudged") == "ok"
    assert worse("fail", "unjudged") == "fail"


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_worse_does_not_depend_on_order(one: Outcome, two: Outcome, three: Outcome) -> None:
    assert RANK.get(worse(one, two)) == RANK.get(worse(two, one))
    assert worse(worse(one, two), three) == worse(one, worse(two, three))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.booleans())
def test_a_higher_need_never_helps(good: int, light: int, wanted: int, accepted: bool) -> None:
    post = "Kanit" if accepted else ""
    now = judge(HELMETS, stock(good, light), {"helm": wanted}, day=DAY, accepted_by=post)
    later = judge(HELMETS, stock(good, light), {"helm": wanted + 1}, day=DAY, accepted_by=post)
    assert RANK[later.outcome] >= RANK[now.outcome]


SHAPES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.dictionaries(st.sampled_from(["b", "rr", "rb", "ta", "hadir", "sakit"]), st.integers(-2, 2)),
)


@given(st.sampled_from([row[0] for row in JUDGED]), SHAPES, st.dictionaries(st.sampled_from(list(ENV)), st.integers()))
def test_no_value_and_no_fact_raises(asked: Item, value: Value, env: dict[str, int]) -> None:
    """Whatever a journal or a bundle holds; a number where a date is wanted is as good as no fact."""
    assert judge(asked, value, env, day=DAY).outcome in OUTCOMES
