"""The two people present at a draw: their names, and the words or dice that its seed follows from."""

from pilkada_check.cli import ask
from pilkada_check.model.text import bare
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.answers.clean import clean
from pilkada_check.rules.sizing import EXAMPLE, LEAST_SIGNS, MOST_SIGNS, Trouble, word_trouble
from pilkada_check.rules.walk import read_name
from pilkada_check.views.lines import literal
from pilkada_check.views.refusals import refusal, why
from pilkada_check.words import N_, _, lang

_TROUBLE: dict[Trouble, str] = {
    "short": N_("At least {n} letters or digits, or they could be guessed."),
    "alike": N_("The same sign over and over could be guessed."),
    "bar": N_("The sign | keeps the parts of the seed apart, so it cannot be in them."),
    "example": N_("That is the example, which everybody knows."),
    "name": N_("That is the name, which everybody knows."),
    "twice": N_("The first person typed the same."),
}


def present() -> tuple[tuple[str, str], tuple[str, str]]:
    """The names of the two who are present, and their words."""
    ask.tell(
        _(
            "The lot follows from what two people present type now: words, or better the digits of dice that are "
            "thrown now. So nobody can choose it or know it beforehand."
        )
    )
    ask.tell(_("Once the second person has typed, the plan is sealed at once; it cannot be undone."))
    first = _name(_("First person present, name"), "")
    words = _words(first, "")
    second = _name(_("Second person present, name"), first)
    return (first, second), (words, _words(second, words))


def _name(text: str, other: str) -> str:
    """Who is present; not the other one again."""
    while True:
        name = ask.until(text, lambda typed: read_name(typed, lang=lang()), "  ", example="Petugas Contoh A")
        if bare(name) != bare(other):
            return name
        said = _("That is the name of the first person; two people are needed.")
        ask.say(*refusal(Refused("empty"), ask.width(), example="Petugas Contoh B", why_=said))


def _words(who: str, before: str) -> str:
    """The words or dice of one person."""
    while True:
        typed = ask.typed(ask.prompt(_("Words or dice of {name}").format(name=literal(who)), "  "))
        if not typed:
            continue
        words = clean(typed, MOST_SIGNS)
        if isinstance(words, Refused):
            said = why(words)
        elif (trouble := word_trouble(words, who, before)) is not None:
            said = _(_TROUBLE[trouble]).format(n=LEAST_SIGNS)
        else:
            return words
        ask.say(*refusal(Refused("empty"), ask.width(), example=EXAMPLE, why_=said))
