"""Makes targets/tps.csv, the 423 polling stations of the example, from the published counts in tps-bontang.csv.

For developers, and not in the wheel: `python checklists/contoh-bontang/buat_tps.py`. What no source gives (voters,
classes, buildings, who guards) is drawn from the SHA-256 of the id: the same bytes on every machine, in every year.
"""

import csv
import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
COLUMNS = (
    "id", "kode", "kecamatan", "kelurahan", "no_tps", "dpt", "kelas", "laut", "bangunan", "pemilihan", "satuan",
    "pengendali", "dicoret", "keterangan",
)  # fmt: skip

# Four places at sea are published (T5), their stations are not: the last numbers of their wards are taken.
# That Pulau Gusung belongs to Guntung:
# editorialkaltim.com/terancam-abrasi-dewan-bontang-minta-pemkot-perhatikan-pulau-gusung/
SEA = {
    "Guntung 017": "Pulau Gusung",
    "Bontang Lestari 013": "Selangan",
    "Bontang Lestari 014": "Tihi-Tihi",
    "Tanjung Laut Indah 021": "Malahing",
}
PRISON = "Lapas Bontang"
PRISON_VOTERS = (405, 405, 404)  # 1.214 together (J11); how they are shared is not published
PLAIN = "Loktuan 012"  # the station that docs and screens speak of: nothing special, with 480 voters
VERY_VULNERABLE, VULNERABLE, UNKNOWN = 10, 30, 5  # stations of these classes; stations without voters on purpose
LEAST, SPREAD = 372, 229  # voters: 372 to 600, on average the published 134.567 / 277 = 486
MOST_OF_A_POLSEK, HELPERS = 55, "BKO Staf Polda"  # outside the city; who guards the rest of Muara Badak
# Officers (padal) of those who guard outside the city, where wards are not known; a ward of the city has one.
SECTORS = {"Polsek Marangkayu": 5, "Polsek Muara Badak": 5, "BKO Staf Polda": 3}


class Group(NamedTuple):
    """Stations one after the other that the same unit guards; the first one's number among those of its name."""

    name: str
    district: str
    ward: str
    first: int
    size: int
    guards: str
    sectors: int = 1


class Station(NamedTuple):
    """One row before anything is drawn."""

    id: str
    number: int
    group: Group
    sector: int


def groups() -> Iterator[Group]:
    """The published counts, in their order, divided by who guards."""
    with (HERE / "tps-bontang.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            district, ward, count = row["kecamatan"].split(" (Kutai")[0], row["kelurahan"], int(row["jumlah_tps"])
            if ward == PRISON:
                yield Group(ward, district, ward, 1, count, "Regu PAM Lapas")
            elif ward != "?":
                yield Group(ward, district, ward, 1, count, f"Polsek {district}")
            else:
                polsek = f"Polsek {district}"
                own = min(count, MOST_OF_A_POLSEK)
                yield Group(district, district, "", 1, own, polsek, SECTORS[polsek])
                if own < count:
                    yield Group(district, district, "", own + 1, count - own, HELPERS, SECTORS[HELPERS])


def stations() -> Iterator[Station]:
    """Every station with its officer's number; prisons have letters, because sources give them different numbers."""
    before = 0
    for group in groups():
        for place in range(group.size):
            number = group.first + place
            last = chr(ord("A") + place) if group.ward == PRISON else f"{number:03}"
            yield Station(f"{group.name} {last}", number, group, before + 1 + place * group.sectors // group.size)
        before += group.sectors


def drawn(what: str, station: str) -> int:
    """A number for this purpose and station."""
    return int.from_bytes(sha256(f"contoh-bontang|{what}|{station}".encode()).digest()[:8])


def lowest(what: str, ids: list[str], count: int) -> list[str]:
    """So many of them, by lot."""
    return sorted(ids, key=lambda station: drawn(what, station))[:count]


def classes(every: list[Station]) -> dict[str, str]:
    """The class of each station: the sea is hard to reach (P16), a prison is special (P16), the rest is by lot."""
    found = {one.id: "khusus" if one.group.ward == PRISON else "kurang rawan" for one in every}
    free = [one.id for one in every if found[one.id] != "khusus" and one.id not in SEA and one.id != PLAIN]
    by_lot = lowest("kelas", free, VERY_VULNERABLE - len(SEA) + VULNERABLE)
    very = [*SEA, *by_lot[: VERY_VULNERABLE - len(SEA)]]
    return found | dict.fromkeys(by_lot, "rawan") | dict.fromkeys(very, "sangat rawan")


def remark(station: Station, *, known: bool) -> str:
    """Which cells are published, with the source, and what is missing; all other cells are invented."""
    group = station.group
    if group.ward == PRISON:
        return (
            "contoh - kecuali letak (P J5 T5) dan dpt bertiga 1.214 (P J11); nomor berbeda di tiap sumber:"
            " 601-603 (J12 U10) dan 901-903 (J11) maka no_tps kosong"
        )
    text = "contoh - kecuali kelurahan (P J5) dan pemilihan (P T7); nomor (D)"
    if not group.ward:
        text = "contoh - kecuali kecamatan (P J1 J6); desa belum diketahui maka nomor hanya urutan"
    if station.id in SEA:
        text += f"; TPS laut {SEA[station.id]} (P T5) dengan nomor contoh"
    return text if known else text + "; dpt sengaja belum diisi"


def table() -> bytes:
    """The whole file."""
    every = list(stations())
    kelas = classes(every)
    plain = [one.id for one in every if kelas[one.id] == "kurang rawan" and one.id != PLAIN]
    unknown = lowest("dpt kosong", plain, UNKNOWN)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in every:
        prison = one.group.ward == PRISON
        voters = PRISON_VOTERS[one.number - 1] if prison else LEAST + drawn("dpt", one.id) % SPREAD
        voters = 480 if one.id == PLAIN else voters
        solid = prison or (drawn("bangunan", one.id) % 4 == 0 and one.id != PLAIN)
        known = one.id not in unknown
        writer.writerow((
            one.id, "", one.group.district, one.group.ward, "" if prison else f"{one.number:03}",
            voters if known else "", kelas[one.id], "ya" if one.id in SEA else "tidak", "gedung" if solid else "tenda",
            2, one.group.guards, f"Padal {one.sector}", "", remark(one, known=known),
        ))  # fmt: skip
    return out.getvalue().encode("ascii")


if __name__ == "__main__":
    (HERE / "targets" / "tps.csv").write_bytes(table())
