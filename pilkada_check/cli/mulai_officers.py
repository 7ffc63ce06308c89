"""What `mulai` asks about officers: each is read back, and is in petugas.csv before the next."""

from pathlib import Path

from pilkada_check.cli import ask
from pilkada_check.cli.mulai_ask import Wrong, faulty, optional, refuse, required, words
from pilkada_check.cli.mulai_tables import add_more, of_last
from pilkada_check.files.gathering import OFFICERS_FILE
from pilkada_check.files.newtable import TableFile
from pilkada_check.files.tables import read_officers
from pilkada_check.model.text import bare
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.answers.clean import clean
from pilkada_check.views.lines import literal
from pilkada_check.views.refusals import why
from pilkada_check.words import N_, _

COLUMNS = ("nomor", "nama", "pangkat", "jabatan")
NUMBER, NAME = "00010001", N_("Example Officer")


def officers(root: Path) -> None:
    """petugas.csv with the officers who are typed; appended to only where `mulai` could have written it."""
    file = TableFile(root / OFFICERS_FILE, COLUMNS)
    ask.say("")
    if file.exists and not (file.fillable and set(COLUMNS) <= set(file.columns)):
        ask.tell(_("{path} is there and is kept as it is.").format(path=OFFICERS_FILE))
        return
    if file.rows:
        if not add_more(OFFICERS_FILE, len(file.rows)):
            return
    else:
        ask.tell(_("petugas.csv: who checks. In a check the number is then enough."))
    while number := optional(
        _("Number of officer {n} (Enter: no more)").format(n=len(file.rows) + 1), lambda text: _number(file, text)
    ):
        _officer(file, number)
    if not file.rows:
        ask.tell(_("Without it each officer types name, rank and post before a check."), "  ")


def _officer(file: TableFile, number: str) -> None:
    """Ask who has this number; written once it was read back and confirmed."""
    row = {
        "nomor": number,
        "nama": required(_("Name"), _name),
        "pangkat": required(_("Rank"), words(80, _("Leader"))),
        "jabatan": required(_("Post"), words(80, _("Team leader"))),
    }
    said = literal(_said(row))
    if not ask.yes(_("{officer}. Right?").format(officer=f"{literal(number)}: {said}"), "  "):
        refuse(Wrong(_("Type this officer again, from the number.")))
        return
    file.rows.append(row)
    file.keep()
    ask.tell(_("Recorded: {value}.").format(value=said), "  ")
    ask.tell(_("Still wrong? Correct it in petugas.csv, with any text editor."), "  ")


def _said(row: dict[str, str]) -> str:
    """Rank, name and post."""
    return f"{row['pangkat']} {row['nama']}, {row['jabatan']}"


def _number(file: TableFile, text: str) -> str | Wrong:
    """The number, unless it has no digit, is another officer's, or the reader of officers finds anything in it."""
    cleaned = clean(text, 40)
    if isinstance(cleaned, Refused):
        return Wrong(why(cleaned), NUMBER)
    other = next((row for row in file.rows if bare(row["nomor"]) == bare(cleaned)), None)
    if other is not None:
        return Wrong(_("{number} is there already: {officer}.").format(number=literal(cleaned), officer=_said(other)))
    row = {"nomor": cleaned, "nama": "x"}
    fault = of_last(file, read_officers(file.text(row), OFFICERS_FILE)[1])
    if fault is not None:
        return faulty(fault)
    if not any(char.isdecimal() for char in cleaned):
        return Wrong(_("A number, or an id given instead, has a digit."), NUMBER)
    return cleaned


def _name(text: str) -> str | Wrong:
    """A name, which has a letter."""
    found = words(80, _(NAME))(text)
    if isinstance(found, str) and not any(char.isalpha() for char in found):
        return Wrong(_("A name has letters."), _(NAME))
    return found
