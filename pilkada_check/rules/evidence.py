"""Everything a verdict may rest on, and the looks of a list on a target as they are judged today (rules.md 10, 17)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Outcome
from pilkada_check.model.expression import Environment
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import Unit
from pilkada_check.rules.answers import Judgement, fits, judge_fitting, judged, worse
from pilkada_check.rules.due import Calendar, calendar
from pilkada_check.rules.persons import Person, person
from pilkada_check.rules.record import Look, Record, Unreadable
from pilkada_check.rules.sight import Sight, default_agree


class Evidence(Struct):
    """One unit's sheet, its lists in order, the definitions its records name, and its records, merged.

    `held`: ids of records that a bundle says it leaves out. `zone` is that of `unit.timezone`.
    """

    unit: Unit
    zone: tzinfo
    book: FactBook
    lists: tuple[Checklist, ...]
    definitions: Mapping[str, Checklist]
    records: list[Record]
    unreadable: list[Unreadable] = []
    held: frozenset[str] = frozenset()

    def election_day(self) -> date:
        """H, as a date."""
        return date.fromisoformat(self.unit.election_day)


class Bench:
    """Judges the looks of one list as of one moment."""

    def __init__(self, evidence: Evidence, checklist: Checklist, moment: datetime) -> None:
        self.evidence = evidence
        self.checklist = checklist
        self.moment = moment
        self.calendar: Calendar = calendar(checklist, evidence.election_day(), evidence.zone)
        self.today = {item.id: item for item in checklist.items()}
        self._then: dict[str, dict[str, Item]] = {checklist.sha256: self.today}
        self._same: dict[tuple[str, str], bool] = {}
        self._persons: dict[object, Person] = {}
        self._fresh_from: datetime | None = None  # the earliest and latest times that were found fresh and stale
        self._stale_until: datetime | None = None

    def item_then(self, look: Look) -> Item | None:
        """The item as the definition of the answer has it; None where neither is at hand."""
        found = self._then.get(look.definition)
        if found is None:
            definition = self.evidence.definitions.get(look.definition)
            found = {item.id: item for item in definition.items()} if definition is not None else {}
            self._then[look.definition] = found
        return found.get(look.answer.item)

    def sights(self, records: Iterable[Record], env: Environment) -> dict[str, list[Sight]]:
        """Every look of these records by item, judged today."""
        found: dict[str, list[Sight]] = {}
        for record in records:
            who = self._person(record)
            for look in record.looks:
                found.setdefault(look.answer.item, []).append(self._sight(look, who, env))
        return found

    def _person(self, record: Record) -> Person:
        officer = record.opened.officer
        if officer not in self._persons:
            self._persons[officer] = person(officer, self.evidence.unit.officers)
        return self._persons[officer]

    def _sight(self, look: Look, who: Person, env: Environment) -> Sight:
        answer = look.answer
        then = self.item_then(look)
        item = self.today.get(answer.item, then)
        whole = then is not None and item is not None and (answer.outcome == "na" or fits(then, answer.value))
        # Judged by today's requirement whatever became of the old list: what no longer counts can still weigh against.
        today = self._judge_today(item, then if whole else None, look, env) if item is not None else None
        opened = look.record.opened
        entered = answer.entered or opened.entered
        return Sight(
            look,
            opened.round,
            (look.at, opened.record, look.line),
            who,
            person(entered.officer, self.evidence.unit.officers) if entered else None,
            _outcome(answer.outcome, today),
            today.need if today is not None and today.need is not None else answer.need,
            today.missing if today is not None else (),
            whole and self._same_form(look, then, item),
            self._fresh(look.at),
        )

    def _fresh(self, at: datetime) -> bool:
        """Whether an answer of `at` is fresh; none grows stale before an earlier one (rules.md 7, 30)."""
        if self._fresh_from is not None and at >= self._fresh_from:
            return True
        if self._stale_until is not None and at <= self._stale_until:
            return False
        fresh = self.calendar.fresh(at, self.moment)
        if fresh:
            self._fresh_from = at
        else:
            self._stale_until = at
        return fresh

    def _judge_today(self, item: Item, then: Item | None, look: Look, env: Environment) -> Judgement | None:
        """What today's requirement makes of an answer, which fits `then`; None: not judged (rules.md 10)."""
        answer = look.answer
        if answer.outcome == "na" or not judged(item) or (item is not then and not fits(item, answer.value)):
            return None
        day = look.at.astimezone(self.evidence.zone).date()
        return judge_fitting(item, answer.value, env, day, answer.accepted_by)

    def _same_form(self, look: Look, then: Item | None, item: Item | None) -> bool:
        if then is item:
            return True
        key = (look.definition, look.answer.item)
        if key not in self._same:
            old = self.evidence.definitions.get(look.definition, self.checklist).agree
            self._same[key] = (
                then is not None
                and item is not None
                and replace(then, agree=default_agree(then, old)).form
                == replace(item, agree=default_agree(item, self.checklist.agree)).form
            )
        return self._same[key]


def _outcome(recorded: Outcome, today: Judgement | None) -> Outcome:
    """The worse of then and today; without the fact today only a fail holds (rules.md 10)."""
    if today is None:
        return recorded
    if today.outcome == "unjudged":
        return "fail" if recorded == "fail" else "unjudged"
    return today.outcome if recorded == "unjudged" else worse(recorded, today.outcome)
