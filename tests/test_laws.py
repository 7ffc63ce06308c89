"""The laws of the verdict, for whatever records there may be."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pilkada_check.model.checklist import Agree, Checklist, Due, Item, Need, Ricek, Section, ValidFor
from pilkada_check.model.events import Answered, By, FollowUp, Opened, Round
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Unit
from pilkada_check.rules.assessment import Assessment, Coverage, combine
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.merging import merge
from pilkada_check.rules.part import _of_item, _plain
from pilkada_check.rules.record import Look, Record
from pilkada_check.rules.sight import default_agree, takes
from pilkada_check.rules.standing import _Fold
from pilkada_check.rules.tally import Tally
from pilkada_check.rules.verdict import assess

DAY = datetime(2024, 11, 24, tzinfo=UTC)
LAST = DAY + timedelta(days=3)
OFFICERS = [By(f"8101000{n}", f"Officer {n}") for n in range(4)] + [By("", "Tamu")]
BAD = {"ready": 0, "conditional": 1, "incomplete": 2, "not_ready": 3}
UNTOUCHED = {"not_due": 0, "unchecked": 1}
BOOK = FactBook(unit={"wajib": FactDef("wajib", "int", Text("Wajib"))})

RICEKS: list[Ricek] = ["critical", "all", "none"]
ROUNDS: list[Round] = ["cek", "cek", "ricek", "ricek", "putusan"]

ITEMS = [
    Item("hitung", Text("Hitung."), "count", critical=True, need=Need(">=", parse("wajib"))),
    Item("luar", Text("Luar."), "count", need=Need(">=", parse("wajib")), agree=Agree("outcome")),
    Item("dekat", Text("Dekat."), "count", critical=True, need=Need(">=", parse("wajib")), agree=Agree("within", 1)),
    Item("lihat", Text("Lihat?"), "confirm", critical=True),
]


@st.composite
def lists(draw: st.DrawFn) -> Checklist:
    items = tuple(draw(st.lists(st.sampled_from(ITEMS), min_size=1, unique_by=lambda item: item.id)))
    due = draw(st.sampled_from([(), (Due("H-2", 2), Due("H-1", 1)), (Due("H-1 18.00", 1, end="18:00"),),
                                (Due("H-2", 2), Due("H 05.30-07.30", 0, "05:30", "07:30"))]))  # fmt: skip
    valid_for = draw(st.sampled_from([None, ValidFor(days=1), ValidFor(hours=12)]))
    ricek: Ricek = draw(st.sampled_from(RICEKS))
    return Checklist(
        "u", Text("U"), "1", (Section(Text("S"), items),), due=due, valid_for=valid_for, ricek=ricek, sha256="a" * 64
    )


@st.composite
def answers(draw: st.DrawFn, name: str, item: Item, at: datetime) -> Answered:
    if draw(st.integers(0, 9)) == 0:
        return Answered(name, at, item.id, None, None, "na", critical=item.critical, note="tidak dipakai")
    follow_up = draw(st.sampled_from([None, None, FollowUp("Bag Log")]))
    if item.type == "confirm":
        yes = draw(st.booleans())
        return Answered(name, at, item.id, yes, None, "ok" if yes else "fail", item.critical, follow_up=follow_up)
    value = draw(st.integers(8, 13))
    return Answered(name, at, item.id, value, 10, "ok" if value >= 10 else "fail", item.critical, follow_up=follow_up)


@st.composite
def records(draw: st.DrawFn, checklist: Checklist, name: str) -> Record:
    begun = DAY + timedelta(minutes=draw(st.integers(0, 3 * 24 * 60 - 60)))
    round_: Round = draw(st.sampled_from(ROUNDS))
    opened = Opened(
        1, name, begun, "system", round_, "u", "a" * 64, "unit", ("U",), draw(st.sampled_from(OFFICERS)), "screen", "0"
    )
    record = Record(opened, definition="a" * 64, latest=begun)
    for line, item in enumerate(draw(st.lists(st.sampled_from(list(checklist.items())), max_size=4)), 2):
        at = begun + timedelta(minutes=line)
        answer = draw(answers(name, item, at))
        record.looks.append(Look(answer, at, line, "a" * 64, record))
        record.latest = at
    end = draw(st.sampled_from(["sealed", "sealed", "sealed", "open", "cancelled", "damaged"]))
    record.sealed = end == "sealed"
    record.cancelled = "salah" if end == "cancelled" else ""
    record.damaged = end == "damaged"
    if record.ended and record.looks and draw(st.integers(0, 5)) == 0:
        record.looks[-1].after_end = True
        record.after_end = 1
    return record


@st.composite
def cases(draw: st.DrawFn) -> Evidence:
    checklist = draw(lists())
    names = [f"r{n}" for n in range(draw(st.integers(0, 6)))]
    found = [draw(records(checklist, name)) for name in names]
    unit = Unit("U", election_day="2024-11-26", operation_ends="2024-12-16", facts={"wajib": 10})
    return Evidence(unit, UTC, BOOK, (checklist,), {"a" * 64: checklist}, found)


def climbs(before: str | None, after: str | None) -> bool:
    """Along one of the two ladders that time climbs; what is judged always has a readiness."""
    assert before is not None
    assert after is not None
    if before in BAD:
        return after in BAD and BAD[after] >= BAD[before]
    return after in UNTOUCHED and UNTOUCHED[after] >= UNTOUCHED[before]


def not_better(before: str | None, after: str | None) -> bool:
    """Also: a fail that weighs where nothing was answered (a cancelled record) makes more of a list than untouched."""
    return climbs(before, after) or (before in UNTOUCHED and after in {"incomplete", "not_ready"})


def judged(evidence: Evidence, at: datetime = LAST) -> Assessment:
    return assess(evidence, at)


def again(record: Record, **changes: object) -> Record:
    """A copy of a record whose looks belong to the copy."""
    copy = replace(record, **changes)
    copy.looks = [replace(look, record=copy) for look in record.looks]
    return copy


@given(cases())
def test_nothing_lacking_is_ever_ready(evidence: Evidence) -> None:
    lacking = {
        "missing",
        "stale",
        "changed",
        "damaged",
        "no_fact",
        "absent",
        "fail",
        "dispute",
        "unsealed",
        "ricek_owed",
    }
    for part in judged(evidence).parts:
        if part.readiness == "ready":
            assert not {reason.code for reason in part.reasons} & lacking
            assert all(state.counts and state.passes for state in part.items.values())
            assert not any(record.damaged for record in evidence.records)


@given(cases())
def test_what_is_nearly_always_so_takes_a_shorter_way_to_the_same(evidence: Evidence) -> None:
    for part in judged(evidence).parts:
        for name, state in part.items.items():
            fold = _Fold(state.item, default_agree(state.item, part.checklist.agree))
            for sight in takes(part.sights[name]):
                fold.take(sight)
            assert fold.standing() == state.standing
            if _plain(state):
                assert list(_of_item(state)) == []


@given(cases(), st.lists(st.integers(0, 6 * 24), min_size=2, max_size=6))
def test_time_passing_only_climbs(evidence: Evidence, hours: list[int]) -> None:
    latest = max((record.latest for record in evidence.records if record.latest), default=DAY)
    moments = [latest + timedelta(hours=hour) for hour in sorted(hours)]
    verdicts = [judged(evidence, at).readiness for at in moments]
    assert all(climbs(before, after) for before, after in pairwise(verdicts)), verdicts


@given(cases(), st.integers(0, 5))
def test_unsealing_never_improves(evidence: Evidence, which: int) -> None:
    sealed = [record for record in evidence.records if record.sealed and not record.damaged and not record.after_end]
    if not sealed:
        return
    one = sealed[which % len(sealed)]
    others = [record for record in evidence.records if record is not one]
    opened = replace(evidence, records=[*others, again(one, sealed=False)])
    assert not_better(judged(evidence).readiness, judged(opened).readiness)


@given(cases(), st.integers(0, 6))
def test_raising_a_need_never_improves(evidence: Evidence, more: int) -> None:
    raised = replace(evidence, unit=replace(evidence.unit, facts={"wajib": 10 + more}))
    assert not_better(judged(evidence).readiness, judged(raised).readiness)


@given(cases(), st.integers(0, 30))
def test_making_an_answer_that_counts_fail_never_improves(evidence: Evidence, which: int) -> None:
    [part] = judged(evidence).parts
    counting = [
        sight.look
        for state in part.items.values()
        if state.counts
        for sight in (state.standing.base, state.standing.cek, *state.standing.confirming)
        if sight is not None and sight.outcome != "fail"
    ]
    if not counting:
        return
    look = counting[which % len(counting)]
    value: object = False if look.answer.item == "lihat" else 0
    answer = replace(look.answer, value=value, outcome="fail", note="")
    changed = again(look.record)
    index = next(i for i, one in enumerate(look.record.looks) if one is look)
    changed.looks[index].answer = answer
    worse = [changed if record is look.record else record for record in evidence.records]
    assert not_better(part.readiness or "ready", judged(replace(evidence, records=worse)).readiness)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_is_nothing(evidence: Evidence, random: object) -> None:
    shuffled = list(evidence.records)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # a Random
    one, other = judged(evidence), judged(replace(evidence, records=shuffled))
    assert (one.readiness, one.reasons, one.coverage) == (other.readiness, other.reasons, other.coverage)
    assert [sorted(map(repr, part.reasons)) for part in one.parts] == [
        sorted(map(repr, part.reasons)) for part in other.parts
    ]


COPIES = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.text("xy\n", max_size=4).map(str.encode)), max_size=8)


def unmerged(kept: dict[str, list[bytes]]) -> list[tuple[str, bytes]]:
    return [(name, data) for name, ones in kept.items() for data in ones]


@given(COPIES, COPIES, COPIES)
def test_merging(a: list[tuple[str, bytes]], b: list[tuple[str, bytes]], c: list[tuple[str, bytes]]) -> None:
    assert merge(a + b) == merge(b + a)
    assert merge(unmerged(merge(a + b)) + c) == merge(a + unmerged(merge(b + c)))
    assert merge(a + a) == merge(a)
    assert merge(unmerged(merge(a))) == merge(a)


COVERAGES = st.builds(Coverage, *[st.integers(0, 9)] * 4)
TALLIES = st.builds(
    Tally,
    st.dictionaries(st.sampled_from([*BAD, *UNTOUCHED]), st.integers(0, 9)),
    st.dictionaries(st.sampled_from(["tps", "u"]), COVERAGES),
)


@given(TALLIES, TALLIES, TALLIES)
def test_a_tally_is_a_monoid(a: Tally, b: Tally, c: Tally) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Tally() == a == Tally() + a


@given(
    st.lists(st.sampled_from([*BAD, *UNTOUCHED]), max_size=6), st.sampled_from(["ready", "conditional", "incomplete"])
)
def test_a_cap_never_lifts(verdicts: list[str], cap: str) -> None:
    bare, capped = combine(verdicts), combine(verdicts, at_best=cap)  # type: ignore[arg-type] # sampled
    if bare in BAD:
        assert BAD[capped] >= max(BAD[bare], BAD[cap])
    else:
        assert UNTOUCHED[capped] >= UNTOUCHED[bare]


@given(cases(), st.integers(0, 5))
def test_damaging_a_record_never_improves(evidence: Evidence, which: int) -> None:
    """What may not count for good can still weigh against."""
    if not evidence.records:
        return
    one = evidence.records[which % len(evidence.records)]
    without = replace(evidence, records=[record for record in evidence.records if record is not one])
    damaged = replace(evidence, records=[*without.records, again(one, damaged=True)])
    assert not_better(judged(without).readiness, judged(damaged).readiness)
