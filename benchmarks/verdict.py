"""Reading and judging a Polres: 423 TPS x 60 items x 2 rounds, some 50.000 answers, from bytes to the verdict."""

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from generated import checklist
from measure import in_turn, rounds, show

from pilkada_check.files.names import ulid
from pilkada_check.files.reader import read_checklist, read_facts
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Answered, By, Event, FollowUp, Opened, Value, encode, seal_line
from pilkada_check.model.expression import Environment
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import Row, Table, Unit
from pilkada_check.rules.agreement import agreement
from pilkada_check.rules.ahead import coming, earliest, horizon
from pilkada_check.rules.answers import judge
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.attention import notices
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.missed import missed
from pilkada_check.rules.record import read_all
from pilkada_check.rules.reserves import reserves
from pilkada_check.rules.verdict import assess

TARGETS = 423
ZONE = ZoneInfo("Asia/Makassar")
BEGUN = {"cek": datetime(2024, 11, 24, 20, 0, tzinfo=ZONE), "ricek": datetime(2024, 11, 25, 8, 0, tzinfo=ZONE)}
MOMENT = datetime(2024, 11, 26, 17, 0, tzinfo=ZONE)
MEMORY = "--memory"  # a child of its own says how much it took


def unit() -> tuple[Unit, FactBook, Checklist]:
    """A Polres with its TPS, what its facts mean, and one list that every TPS owes in both rounds."""
    book, faults = read_facts((shipped_lists() / "facts.yaml").read_bytes(), "facts.yaml")
    found, more = read_checklist(checklist(1, "tps", ricek="all").encode(), "list.yaml", book or FactBook(), ["tps"])
    if book is None or found is None or faults or more:
        sys.exit(f"The generated list is faulty: {faults} {more}")
    rows = {
        f"Loktuan {number}": Row(f"Loktuan {number}", {"dpt": 300 + number, "no_tps": str(number), "kelas": "rawan"})
        for number in range(1, TARGETS + 1)
    }
    facts = {"tps": TARGETS, "kpps_per_tps": 7, "bilik_per_tps": 4, "tinta_per_tps": 2, "ties_per_tps": 40}
    return (
        Unit(
            "Polres Contoh",
            ("Polda Contoh",),
            lists=(found.id,),
            election_day="2024-11-27",
            operation_ends="2024-12-16",
            timezone=str(ZONE),
            facts={**facts, "tertib_per_tps": 2, "jaga_min": 2},
            tables={"tps": Table("tps", ("dpt", "no_tps", "kelas"), rows)},
        ),
        book,
        found,
    )


def journals(one: Unit, book: FactBook, found: Checklist) -> Iterator[tuple[str, bytes]]:
    """The sealed journals of both rounds on every target, by two different officers."""
    for number, (target, row) in enumerate(one.tables["tps"].rows.items()):
        env = environment(one, book, "tps", row)
        for round_, officer in (("cek", By("81010001", "Contoh Satu")), ("ricek", By("81010002", "Contoh Dua"))):
            begun = BEGUN[round_] + timedelta(seconds=number)
            record = ulid(int(begun.timestamp() * 1000), number.to_bytes(10, "big"))
            opened = Opened(
                1, record, begun, "system", "cek" if round_ == "cek" else "ricek", found.id, found.sha256, target,
                one.full_path, officer, "screen", "3fa91c07",
            )  # fmt: skip
            events: list[Event] = [opened, *_answers(found, env, record, begun, number)]
            data = b"".join(map(encode, events))
            yield f"records/{target}/{record}.jsonl", data + seal_line(data, record, events[-1].at)


def _answers(found: Checklist, env: Environment, record: str, begun: datetime, number: int) -> Iterator[Answered]:
    """An answer to every item; about one in fifty is short."""
    for place, item in enumerate(found.items()):
        if asked(item, env):
            short = (number + place) % 50 == 0
            value = _value(item, env, short=short)
            at = begun + timedelta(seconds=20 * (place + 1))
            judgement = judge(item, value, env, day=at.date())
            yield Answered(
                record, at, item.id, value, judgement.need, judgement.outcome, item.critical,
                follow_up=FollowUp("Bag Log", at + timedelta(days=1)) if judgement.outcome == "fail" else None,
            )  # fmt: skip


def _value(item: Item, env: Environment, *, short: bool) -> Value:
    """A plausible answer."""
    total = env[item.total.names[0]] if item.total is not None else 0
    figures = 0 if short else 800
    values: dict[str, Value] = {
        "confirm": item.expect is not short,
        "count": figures,
        "inventory": {"b": figures, "rr": 2, "rb": 1, "ta": 0},
        "condition": "rb" if short else "b",
        "valid_until": "2024-12-01" if short else "2025-06-30",
        "date": "2024-11-20",
        "choice": "kosong" if short else "penuh",
        "breakdown": {"hadir": int(total) - 1, "sakit": 1, "izin": int(short)},
        "risk": short,
        "text": "3 ruas jalan dijaga Sat Lantas sejak pukul 05.00",
        "time": "09:00" if short else "05:30",
    }
    return values[item.type]


def evidence(one: Unit, book: FactBook, found: Checklist, files: list[tuple[str, bytes]]) -> Evidence:
    """What the verdict rests on, from the bytes of the journals."""
    records, unreadable = read_all(files)
    return Evidence(one, ZONE, book, (found,), {found.sha256: found}, records, unreadable)


def beside(one: Unit, book: FactBook) -> dict[str, Callable[[Sequence[Part]], object]]:
    """The figures beside the verdict, each by the parts that were judged."""
    day = date.fromisoformat(one.election_day)
    until = horizon(one.operation_ends, day, ZONE)
    return {
        "agreement of cek and ricek": agreement,
        "missed by both": missed,
        "worth a look": notices,
        "looking ahead": lambda parts: (coming(parts, MOMENT, day, until), earliest(parts, MOMENT)),
        "reserves": lambda parts: reserves(one, book, parts),
    }


def memory() -> None:
    """Print the peak of what reading and judging take beside the bytes themselves, in bytes."""
    one, book, found = unit()
    files = list(journals(one, book, found))
    gc.collect()
    tracemalloc.start()
    assess(evidence(one, book, found, files), MOMENT)
    print(tracemalloc.get_traced_memory()[1])


def main() -> None:
    """Print seconds, answers a second, and memory."""
    times, _ = rounds(__doc__ or "", full=15, quick=3)
    gc.set_threshold(100_000)  # as the command does
    one, book, found = unit()
    files = list(journals(one, book, found))
    kept = evidence(one, book, found, files)
    verdict = assess(kept, MOMENT)
    decode = msgspec.json.Decoder(Event).decode
    lines = [line for _, data in files for line in data.splitlines()]
    took = in_turn(
        {
            "decode": lambda: [decode(line) for line in lines],
            "read": lambda: read_all(files),
            "judge": lambda: assess(kept, MOMENT),
            "both": lambda: assess(evidence(one, book, found, files), MOMENT),
            **{name: lambda figure=figure: figure(verdict.parts) for name, figure in beside(one, book).items()},
        },
        times,
    )
    answers = sum(len(record.looks) for record in kept.records)
    fails = sum(reason.code == "fail" for part in verdict.parts for reason in part.reasons)
    print(f"{TARGETS} targets, {len(files)} records, {answers} answers, {fails} short; verdict {verdict.readiness}")
    names = {
        "decode": "floor: msgspec decodes the lines",
        "read": "read_all: bytes to records",
        "judge": "assess: records to the verdict",
        "both": "both in a row",
    }
    show(
        f"Processor time; median of {times} rounds in turn",
        ["", "seconds", "answers a second", "x floor"],
        [
            [words, f"{took[key]:.3f}", f"{answers / took[key]:,.0f}", f"{took[key] / took['decode']:.1f}"]
            for key, words in names.items()
        ],
    )
    show(
        "What stands beside the verdict",
        ["", "seconds", "share of judging"],
        [[key, f"{took[key]:.3f}", f"{took[key] / took['judge']:.0%}"] for key in beside(one, book)],
    )
    done = subprocess.run([sys.executable, __file__, MEMORY], capture_output=True, text=True, check=True)
    print(f"Peak memory of both beside the journals themselves: {int(done.stdout) / 2**20:.0f} MB")
    print(f"(the journals: {sum(len(data) for _, data in files) / 2**20:.0f} MB). Peer: none is public.")


if __name__ == "__main__":
    if sys.argv[1:] == [MEMORY]:
        memory()
    else:
        main()
