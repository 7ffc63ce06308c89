"""The words for readiness, outcomes, standings and reasons: one table each, used by every view."""

from collections.abc import Mapping

from pilkada_check.rules.assessment import Code, Readiness, Reason
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.sheet import Cell, Kind
from pilkada_check.words import N_, _

READINESS: Mapping[Readiness, str] = {
    "ready": N_("READY"),
    "conditional": N_("READY WITH REMARKS"),
    "incomplete": N_("INCOMPLETE"),
    "not_ready": N_("NOT READY"),
    "unchecked": N_("UNCHECKED"),
    "not_due": N_("NOT DUE YET"),
}

KINDS: Mapping[Readiness, Kind] = {
    "ready": "good",
    "conditional": "fair",
    "incomplete": "fair",
    "not_ready": "bad",
    "unchecked": "fair",
    "not_due": "idle",
}

# Outcomes of one answer, and standings of an item.
OUTCOMES: Mapping[str, str] = {
    "ok": N_("MEETS IT"),
    "remark": N_("MEETS IT WITH A REMARK"),
    "fail": N_("DOES NOT MEET IT"),
    "noted": N_("NOTED"),
    "na": N_("NOT APPLICABLE"),
    "unjudged": N_("CANNOT BE JUDGED YET"),
    "dispute": N_("DISPUTE"),
    "none": N_("EMPTY"),
}

REASONS: Mapping[Code, str] = {
    "fail": N_("does not meet it"),
    "dispute": N_("cek and ricek differ"),
    "missing": N_("no answer"),
    "stale": N_("the answer is too old"),
    "changed": N_("the question was changed since"),
    "overdue": N_("the due moment {moment} has passed"),
    "no_fact": N_("cannot be judged: {fact} is not filled in"),
    "remark": N_("a remark"),
    "ricek_owed": N_("a second officer must still check it"),
    "void_ricek": N_("the ricek does not count: the same person"),
    "void_ruling": N_("the ruling does not count"),
    "na_critical": N_("critical, and said not to apply"),
    "nothing_checked": N_("nothing but not applicable"),
    "unsealed": N_("rests on a record that is not closed"),
    "clock": N_("a time later than now in {record}"),
    "follow_up": N_("a follow-up is open"),
    "dropped": N_("no longer asked, and did not meet it"),
    "damaged": N_("the record {record} is damaged or was altered"),
    "absent": N_("the record {record} is known but not here"),
    "after_seal": N_("lines after the end of {record}"),
    "not_due": N_("not due yet"),
    "unreadable": N_("{path} cannot be read"),
    "not_on_list": N_("{target} is in no table any more"),
    "struck_out": N_("{target} is struck out: {why}"),
    "no_target": N_("there is nothing to check: the table has no row of this unit"),
    "count_of_targets": N_("the table has {rows} rows, the unit states {fact}"),
    "unknown_list": N_("there are records of the list {list}, which the unit does not have"),
    "sample_short": N_("the sample of {list} proves too little, {more} more must be drawn"),
}

NONE_TO_DRAW = N_("the sample of {list} proves too little, those drawn must be re-checked")
NEWER = N_("{path} was written by a newer pilkada-check: update this one")


def short_by(gap: int) -> str:
    """3 short, or 2 too many."""
    text = _("{n} short") if gap < 0 else _("{n} too many")
    return text.format(n=moments.number(abs(gap)))


def reason_text(reason: Reason) -> str:
    """One reason as words, without the item it is about."""
    text = REASONS[reason.code]
    if reason.code == "sample_short" and not reason.more:
        text = NONE_TO_DRAW
    elif reason.code == "unreadable" and reason.why == "newer_journal":
        text = NEWER
    values = {
        name: literal(str(getattr(reason, name)))
        for name in ("moment", "fact", "record", "path", "list", "target", "why", "rows", "more")
    }
    return _(text).format(**values)


# Conditions of a thing, as the item type `condition` keeps them.
STATES: Mapping[str, str] = {
    "b": N_("good"),
    "rr": N_("lightly damaged"),
    "rb": N_("heavily damaged"),
    "ta": N_("not there"),
}


def state(readiness: Readiness | None) -> Cell:
    """A readiness as its word."""
    if readiness is None:
        return Cell(_("nothing is asked here"), "idle")
    return Cell(_(READINESS[readiness]), KINDS[readiness])
