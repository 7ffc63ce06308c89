"""The keys of the board: their words, and what each does."""

from collections.abc import Iterator, Sequence

from pilkada_check.views.lines import cells, wrap
from pilkada_check.words import N_, _

NUMBER = "1"  # stands for the number of any list
HELP = {
    NUMBER: N_("the number of a list: check it"),
    "l": N_("go on with a walk that was interrupted"),
    "c": N_("a ricek: answer again what is owed, without seeing the first count"),
    "s": N_("settle what cek and ricek differ on, by a third person"),
    "t": N_("findings: who mends what, by when"),
    "p": N_("risk reports: report one to the posko, see and follow what was reported"),
    "r": N_("the readiness of the unit, with every reason"),
    "u": N_("sample plan: draw which targets are re-checked, and what that proves"),
    "k": N_("one file with the records, to take or send away"),
    "m": N_("take in what another laptop sent"),
    "?": N_("this help"),
    "0": N_("leave (q does the same)"),
}
WORDS = {
    NUMBER: N_("check the list"),
    "l": N_("go on"),
    "c": N_("re-check"),
    "s": N_("disputes"),
    "t": N_("findings"),
    "p": N_("report a risk"),
    "r": N_("readiness"),
    "u": N_("draw a sample"),
    "k": N_("send"),
    "m": N_("take in"),
    "?": N_("help"),
    "0": N_("leave"),
}


def key_lines(keys: Sequence[tuple[str, str]], lists: int, width: int) -> Iterator[str]:
    """The keys, as many a line as fit."""
    said = [f"{_shown(key, lists)} {_(word)}" for key, word in keys]
    row = ""
    for one in said:
        if row and cells(row) + 3 + cells(one) > width - 1:
            yield " " + row
            row = one
        else:
            row = f"{row}   {one}" if row else one
    if row:
        yield " " + row


def _shown(key: str, lists: int) -> str:
    """A key as it is named: the numbers of the lists from the first to the last."""
    return key if key != NUMBER else f"1-{lists}" if lists > 1 else "1"


def help_lines(keys: Sequence[tuple[str, str]], width: int) -> list[str]:
    """What each key does, and that the verbs can be typed too."""
    lines = [line for key, _word in keys for line in wrap(_(HELP[key]), width, f"  {key} ", "    ")]
    return [*lines, *wrap(_("The same from the command line:"), width, "  ", "  "), "    pilkada-check --help"]
