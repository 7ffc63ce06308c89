"""A unit as its `pilkada.yaml`, officers file and target tables describe it."""

from msgspec import Struct

from pilkada_check.model.facts import FactValue

UNIT = "unit"  # the target of a list `for: unit`


class Officer(Struct, frozen=True):
    """Somebody who looks, or enters what another saw. `number`: NRP, NIP, or an id that the officers file gives."""

    number: str
    name: str = ""
    rank: str = ""
    post: str = ""


class Row(Struct, frozen=True):
    """One target: its id and the facts its row gives. `struck_out` says why it no longer counts (`dicoret`)."""

    id: str
    facts: dict[str, FactValue] = {}
    struck_out: str = ""


class Table(Struct, frozen=True):
    """One target table; `columns` are those the file has (a column hides the unit's fact, even an empty cell does)."""

    name: str
    columns: tuple[str, ...] = ()
    rows: dict[str, Row] = {}


class Posko(Struct, frozen=True):
    """Where risks are reported."""

    name: str = ""
    phone: str = ""


class Expected(Struct, frozen=True):
    """A unit that must report, with how many rows of which table."""

    name: str
    counts: dict[str, int] = {}


class Unit(Struct, frozen=True):
    """What the verdict knows of a unit beside lists and records. `path` runs from the top down, without the name."""

    name: str
    path: tuple[str, ...] = ()
    satuan: str = ""
    lists: tuple[str, ...] = ()
    election_day: str = ""  # 2024-11-27
    operation_ends: str = ""
    timezone: str = "Asia/Jakarta"
    lang: str = ""
    example: bool = False
    posko: Posko = Posko()
    facts: dict[str, FactValue] = {}
    targets: dict[str, str] = {}  # table: path of its file
    tables: dict[str, Table] = {}
    officers: dict[str, Officer] = {}  # by number as normalised in rules.persons
    expected_units: tuple[Expected, ...] = ()

    @property
    def full_path(self) -> tuple[str, ...]:
        """From the top down to this unit, as journals write it."""
        return (*self.path, self.name)
