"""Checklists for measuring: 60 items of every type, in both languages, with requirements, hints and sources."""

from collections.abc import Iterator

ITEMS = 60
SECTIONS = ("Lapangan apel", "Gudang", "Garasi", "Pos komando", "Dapur lapangan", "Ruang piket")
SECTIONS_EN = ("Parade ground", "Store", "Garage", "Command post", "Field kitchen", "Duty room")

# How often each type comes in a list, as in the shipped ones: what is counted and what is confirmed are most of them.
MIX = (
    ("inventory", 14), ("confirm", 12), ("count", 10), ("choice", 4), ("condition", 4), ("valid_until", 4),
    ("date", 3), ("text", 3), ("time", 2), ("risk", 2), ("breakdown", 2),
)  # fmt: skip

# Facts that requirements name, by the table that a list is for.
NUMBERS = {
    "satuan": ("helm_wajib", "tameng_wajib", "pam_tps", "senter_wajib", "powerbank_wajib", "apar_wajib", "personel"),
    "tps": ("dpt", "kpps_per_tps", "bilik_per_tps", "tinta_per_tps", "ties_per_tps", "tertib_per_tps", "jaga_min"),
}
WORDS = (
    ("Rompi", "Vests"), ("Senter", "Torches"), ("Tali", "Ropes"), ("Lampu sorot", "Floodlights"),
    ("Genset", "Generators"), ("Tenda", "Tents"), ("Kotak P3K", "First-aid kits"), ("Masker", "Masks"),
    ("Radio", "Radios"), ("Baterai", "Batteries"), ("Jas hujan", "Raincoats"), ("Pengeras suara", "Loudhailers"),
)  # fmt: skip


def checklist(number: int, target: str = "satuan", *, ricek: str = "critical") -> str:
    """One list as YAML text; `number` makes its id, its order of types and its figures."""
    head = f"""\
# Daftar buatan untuk mengukur kecepatan, nomor {number}.
id: ukur-{number:04}
title: {{id: "Daftar ukur {number}", en: "Measured list {number}"}}
version: "2024.{number}"
status: {{id: "contoh untuk pengukuran", en: "an example for measuring"}}
for: {target}
due: [H-8, H-3, H-1 18.00]
ricek: {ricek}
by: {{id: "Kanit atau padal", en: "Unit head (kanit) or sector officer (padal)"}}
minutes: 45  # perkiraan
bring: {{id: "senter, daftar sprin, kunci gudang", en: "torch, sprin list, store keys"}}

sections:
"""
    lines = []
    for place, (kind, turn) in enumerate(_types(number)):
        if place % 10 == 0:
            section = place // 10
            lines.append(f'  - title: {{id: "{SECTIONS[section]}", en: "{SECTIONS_EN[section]}"}}\n    items:\n')
        lines.append(_item(number, place, kind, turn, NUMBERS[target]))
    return head + "".join(lines) + _SOURCES


def _types(number: int) -> Iterator[tuple[str, int]]:
    """The type of each item, and how often it came before; lists begin at different places."""
    kinds = [kind for kind, count in MIX for _ in range(count)]
    seen: dict[str, int] = {}
    for place in range(ITEMS):
        kind = kinds[(place * 7 + number) % ITEMS]  # 7 and 60 have no common divisor: every type its full count
        yield kind, seen.setdefault(kind, 0)
        seen[kind] += 1


def _item(number: int, place: int, kind: str, turn: int, facts: tuple[str, ...]) -> str:
    word, word_en = WORDS[(place + number) % len(WORDS)]
    fact = facts[(turn + number) % len(facts)]
    rows = [
        f"      - id: butir-{place + 1}",
        "        text:",
        f'          id: "{word} nomor {place + 1}: lihat, pegang, nyalakan satu per satu."',
        f'          en: "{word_en} number {place + 1}: look, hold, switch on one by one."',
        f"        type: {kind}",
        *_own(kind, turn, number, fact),
    ]
    if place % 3 == 0:
        rows.append("        critical: true")
    if place % 2 == 0:
        rows += [
            "        hint:",
            '          id: "Pecah, buram, macet atau tidak menyala = RR; beri tahu petugas gudang."',
            '          en: "Broken, clouded, stuck or dead = RR; tell the storekeeper."',
        ]
    rows.append(f"        source: [E{place % 9 + 1}, U{place % 4 + 1}]")
    return "\n".join(rows) + "\n\n"


def _own(kind: str, turn: int, number: int, fact: str) -> list[str]:
    """What only this type has. Every third requirement has a figure of its own, so that few expressions are alike."""
    need = (fact, f"ceil({fact} * {number % 97 + 3} / 100)", f"min({fact}, {number + 7})")[turn % 3]
    match kind:
        case "inventory" | "count":
            return [f'        need: ">= {need}"', f"        when: {fact} > 0", "        usual: 0..900"]
        case "confirm":
            return ["        expect: tidak"] if turn % 4 == 0 else []
        case "condition":
            return [
                "        states:",
                '          b: {id: "bisa dipakai sekarang", en: "usable now"}',
                '          rr: {id: "bisa dipakai dengan kekurangan", en: "usable with a defect"}',
                '          rb: {id: "tidak bisa dipakai", en: "not usable"}',
            ]
        case "valid_until":
            return ["        until: operation_ends", f"        warn_days: {14 + turn}"]
        case "date":
            return ['        since: "2024-08-26"', "        until: election_day"] if turn else ["        max_age: 30d"]
        case "choice":
            return [
                "        options:",
                '          - {id: penuh, text: {id: "Penuh", en: "Full"}}',
                '          - {id: separuh, text: {id: "Separuh", en: "Half"}, outcome: remark, ask: true}',
                '          - {id: kosong, text: {id: "Kosong", en: "Empty"}, outcome: fail}',
            ]
        case "breakdown":
            return [
                "        parts:",
                '          hadir: {id: "Hadir", en: "Present"}',
                '          sakit: {id: "Sakit", en: "Sick"}',
                '          izin: {id: "Izin", en: "On leave"}',
                f"        total: {fact}",
                "        usual: 0..900",
            ]
        case "time":
            return ["""        need: '<= "07:00"' """.rstrip()]
        case "text":
            return ["        digits: true"] if turn else ["        nihil: true"]
    return []


_SOURCES = "sources:\n" + "".join(
    f'  {letter}{n}: "Peraturan contoh nomor {n} tentang perlengkapan, pasal {n}, diakses 20 November 2024"\n'
    for letter, most in (("E", 9), ("U", 4))
    for n in range(1, most + 1)
)
