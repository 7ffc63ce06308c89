"""What a ricek asks, whose answers may not stand beside whose, and how it compares with the first count."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from pilkada_check.model.events import By
from pilkada_check.model.unit import Officer
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.persons import Person, different, person
from pilkada_check.rules.sight import Sight, agree, default_agree

# Why two officers are not proven to be different people (rules.md 6); `cek_` of the one who checked first.
Unproven = Literal["same_number", "same_name", "number", "name", "cek_number", "cek_name"]


class Compared(Struct, frozen=True):
    """One answer of a ricek beside the first count. `cek` is None where none is at hand; then nothing differs."""

    state: ItemState
    mine: Sight
    cek: Sight | None
    differs: bool


def owed(part: Part) -> list[str]:
    """The items whose second pair of eyes is owed (rules.md 16), in walking order."""
    return [name for name, state in part.items.items() if state.owed and state.second == "owed"]


def ahead_of_cek(part: Part) -> list[Sight]:
    """The sealed answers to all that is owed, where a ricek was here before any cek (rules.md 12); else nothing."""
    found: list[Sight] = []
    for name in owed(part):
        ones = [one for one in part.sights.get(name, ()) if one.round == "ricek" and one.good and _sealed(one)]
        if part.items[name].standing.cek is not None or not ones:
            return []
        found.append(max(ones, key=lambda one: one.order))
    return found


def _sealed(one: Sight) -> bool:
    record = one.look.record
    return record.sealed and not (record.cancelled or record.damaged or one.look.after_end)


def own_ceks(part: Part, items: Collection[str], officer: Person) -> dict[str, Sight]:
    """Of these items those whose latest cek this officer may not re-check: not proven to be by somebody else."""
    ceks = {name: part.items[name].standing.cek for name in items if name in part.items}
    return {name: cek for name, cek in ceks.items() if cek is not None and not different(officer, cek.person)}


def unproven(officer: Person, cek: Person) -> Unproven:
    """Why these two, who are not proven to be different people, are not."""
    if not officer.number:
        return "number"
    if not officer.name:
        return "name"
    if not cek.number:
        return "cek_number"
    if not cek.name:
        return "cek_name"
    return "same_number" if officer.number == cek.number else "same_name"


def others(officers: Mapping[str, Officer], ceks: Iterable[Sight]) -> list[Officer]:
    """The officers of petugas.csv who may re-check all that these officers checked, in the order of the file."""
    persons = {cek.person for cek in ceks}
    return [
        one
        for one in officers.values()
        if all(different(person(By(one.number, one.name), officers), cek) for cek in persons)
    ]


def compare(part: Part, record: str) -> list[Compared]:
    """Each last answer of a ricek's record beside the latest cek of its item (rules.md 9, 11), in walking order."""
    found = []
    for name, state in part.items.items():
        ones = [sight for sight in part.sights.get(name, ()) if sight.look.record.id == record]
        if not ones:
            continue
        mine, cek = max(ones, key=lambda one: one.order), state.standing.cek
        mode = default_agree(state.item, part.checklist.agree)
        found.append(Compared(state, mine, cek, cek is not None and not agree(state.item, mode, mine, cek)))
    return found
