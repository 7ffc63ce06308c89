"""Why an answer was not recorded, in words, with an example to type."""

from collections.abc import Mapping

from pilkada_check.rules.answers import Refused
from pilkada_check.views import moments
from pilkada_check.views.lines import cells, literal, wrap
from pilkada_check.words import N_, _

WHY: Mapping[str, str] = {
    "empty": N_("Nothing was typed."),
    "control": N_("A key was pressed that is no letter."),
    "long": N_("Longer than {max} characters."),
    "yes_no": N_("Type y (yes) or n (no)."),
    "yes_no_n": N_("n may mean no or later. Type y (yes) or t (no)."),
    "number": N_("Type the number that was counted."),
    "zero_word": N_('"{word}" is no number. Type 0 if there is none.'),
    "whole": N_("Whole numbers only."),
    "negative": N_("A count is never below 0."),
    "large": N_("More than {max}."),
    "inventory": N_("Type the figures."),
    "inventory_figures": N_("Figures typed: {given}; wanted: B, RR, RB and TA."),
    "inventory_label": N_("{label} is missing or stands twice."),
    "breakdown_figures": N_("Figures typed: {given}; wanted: {wanted}."),
    "condition": N_("Type b (good), rr (light), rb (heavy damage) or - (not there)."),
    "choice": N_("Type a number, {low} to {high}."),
    "date": N_("That is no date."),
    "month": N_("There is no month {month}."),
    "day_first": N_("There is no month {month}: the day comes first, then the month."),
    "day": N_("There is no {day}/{month}/{year}."),
    "year": N_("The year {year} cannot be right."),
    "month_only": N_("The day is missing."),
    "weekday": N_("It was another day of the week."),
    "time": N_("That is no hour."),
    "hour": N_("There is no hour {hour}."),
    "hour_24": N_("Midnight is 00, not 24."),
    "minute": N_("There is no minute {minute}."),
    "moment": N_("Type a day and an hour."),
    "no_hour": N_("The hour is missing."),
    "empty_word": N_('Say what it is; "{word}" says nothing.'),
    "say_nihil": N_('"{word}" says nothing. If there is nothing, type NIL.'),
    "no_nihil": N_("NIL is no answer here."),
    "digits": N_("A number belongs in it."),
}


def why(refused: Refused) -> str:
    """The sentence alone. A bound is written as figures are."""
    values = {name: moments.number(int(value)) if name == "max" else literal(value) for name, value in refused.params}
    return _(WHY[refused.code]).format(**values)


def refusal(
    refused: Refused, width: int, margin: str = "  ", *, example: str | None = None, why_: str = "", after: str = ""
) -> list[str]:
    """What happened to the answer, why, and an example: on one line where it fits, else one line each.

    `example` and `why_` stand for those of the refusal, `after` comes last.
    """
    shown = refused.example if example is None else example
    sentences = [
        _("Not recorded."),
        why_ or why(refused),
        _("Example: {example}").format(example=literal(shown)) if shown else "",
        after,
    ]
    said = [sentence for sentence in sentences if sentence]
    whole = margin + " ".join(said)
    if cells(whole) <= width:
        return [whole]
    return [line for sentence in said for line in wrap(sentence, width, margin, margin)]
