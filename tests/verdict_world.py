"""A case of verdict-cases.yaml as a workspace on disk: sheet, lists, facts, tables, definitions, journals."""

import re
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import yaml

from pilkada_check.files.shipped import shipped_lists
from pilkada_check.model.events import (
    Answered,
    By,
    Cancelled,
    Entered,
    Event,
    FollowUp,
    Opened,
    Outcome,
    Planned,
    Sealed,
    Value,
    encode,
    seal_line,
)
from pilkada_check.rules.assessment import Reason
from pilkada_check.rules.draw import draw, seed

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # with libyaml in a tenth of the time


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - either of them is safe
    return found


def _cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read(Path(__file__).parent / "data" / name)["cases"]
    return found


CASES = _cases("verdict-cases.yaml")
OWN_CASES = _cases("more-verdict-cases.yaml")
SHIPPED = set(_read(shipped_lists() / "facts.yaml")["facts"])
WITA = timezone(timedelta(hours=8))
OFFICERS = {letter: (f"Officer {letter}", f"8101000{n}") for n, letter in enumerate("ABCDEF", 1)}
UNIT = ["Polda Contoh", "Polres Contoh"]
ELECTION_DAY = "2024-11-27"


def at(text: str) -> datetime:
    """`25 10:30` of November 2024 in WITA, `+07` another offset."""
    day, clock = str(text).split(" ", 1)
    clock, _, offset = clock.partition("+")
    zone = timezone(timedelta(hours=int(offset))) if offset else WITA
    hour, minute = clock.split(":")
    return datetime(2024, 11, int(day), int(hour), int(minute), tzinfo=zone)


class Spec:
    """One item as a case writes it."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self.critical = "K" in words
        self.need = words[words.index("need") + 1] if "need" in words else ""
        self.form = words[words.index("form") + 1] if "form" in words else ""
        self.agree = text.split(" agree ", 1)[1] if " agree " in text else ""
        self.words = "text" in words

    def item(self, name: str, *, left_out: bool, form: str = "") -> dict[str, Any]:
        """The YAML of the item; `form` as it was when answered."""
        form = form or self.form
        item: dict[str, Any] = {"id": name, "text": f"Butir {name}."}
        if self.need:
            same = f" + {form} - {form}" if form else ""
            item |= {"type": "count", "need": f">= {self.need}{same}", "usual": "0..1000"}
        else:
            item |= {"type": "text", "agree": "outcome" if self.words else "value"}
        if self.critical:
            item["critical"] = "true"
        if self.agree:
            item["agree"] = self.agree
        if left_out:
            item["when"] = "tidak_pernah > 0"
        return item


class World:
    """Writes one case below `root`."""

    def __init__(self, case: dict[str, Any], root: Path) -> None:
        self.case = case
        self.root = root
        self.lists: dict[str, dict[str, Any]] = case.get("lists") or {"u": {**case["list"], "targets": ["unit"]}}
        self.single = "list" in case
        self.specs = {name: {k: Spec(v) for k, v in one["items"].items()} for name, one in self.lists.items()}
        self.officers = {**OFFICERS, **{k: tuple(v) for k, v in case.get("officers", {}).items()}}
        self.texts: dict[str, bytes] = {}

    def write(self) -> None:
        """Put everything on disk."""
        self._sheet()
        for name in self.lists:
            data = self._list(name, {}, {})
            self.texts[name] = data
            self._put(f"checklists/{name}.yaml", data)
        for record in self.case.get("records", []):
            if record["round"] == "rencana":
                self._plan(record)
            else:
                self._record(record)
        for path in self.case.get("unreadable", []):
            self._put(path, b"not a journal\n")

    def _put(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def _dump(self, path: str, value: object) -> None:
        self._put(path, yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode())

    def _sheet(self) -> None:
        tables = {name: one for name, one in self.lists.items() if one["targets"] != ["unit"]}
        needs = {
            spec.need
            for specs in self.specs.values()
            for spec in specs.values()
            if spec.need and not spec.need.isdigit()
        }
        number = {"type": "int", "text": "Angka contoh"}
        facts = {name: dict(number) for name in sorted((needs | set(tables) | {"tidak_pernah"}) - SHIPPED)}
        cells: dict[str, dict[str, Any]] = self.case.get("target_facts", {})
        columns = sorted({fact for one in cells.values() for fact in one})
        seen = {name: {fact: dict(number) for fact in columns} for name in tables} if columns else {}
        self._dump("checklists/facts.yaml", {"facts": facts, **({"tables": seen} if seen else {})})
        given = (
            {name: len(one["targets"]) for name, one in tables.items()}
            | {"tidak_pernah": 0}
            | self.case.get("facts", {})
        )
        for name, one in tables.items():
            rows = [",".join(["id", "dicoret", *columns])]
            for target in one["targets"]:
                given_here = [str(cells.get(target, {}).get(fact, "")) for fact in columns]
                rows.append(",".join([target, one.get("struck_out", {}).get(target, ""), *given_here]))
            self._put(f"targets/{name}.csv", ("\n".join(rows) + "\n").encode())
        on_file = self.case.get("on_file", {})
        self._put("petugas.csv", ("nomor,nama\n" + "".join(f"{k},{v}\n" for k, v in on_file.items())).encode())
        self._dump(
            "pilkada.yaml",
            {
                "unit": {"name": UNIT[1], "path": UNIT[:1]},
                "lists": list(self.lists),
                "election_day": ELECTION_DAY,
                "operation_ends": "2024-12-16",
                "timezone": "Asia/Makassar",
                "facts": given,
                **({"targets": {name: f"targets/{name}.csv" for name in tables}} if tables else {}),
            },
        )

    def _list(self, name: str, forms: dict[str, str], extra: dict[str, bool]) -> bytes:
        """The YAML of a list; `forms` of items when answered, `extra` items that were taken out since."""
        one = self.lists[name]
        left_out = one.get("left_out", [])
        items = [spec.item(k, left_out=k in left_out, form=forms.get(k, "")) for k, spec in self.specs[name].items()]
        items += [Spec("K" if critical else "").item(k, left_out=False) for k, critical in extra.items()]
        value: dict[str, Any] = {
            "id": name,
            "title": f"Daftar {name}",
            "version": "1",
            "for": "unit" if one["targets"] == ["unit"] else name,
            **{key: one[key] for key in ("due", "valid_for", "ricek", "sample") if key in one},
            "sections": [{"title": "Tempat", "items": items}],
        }
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()

    def _record(self, record: dict[str, Any]) -> None:
        list_id, target = record.get("of", "u/unit").split("/")
        answers = [self._answer(list_id, record, one) for one in record["answers"]]
        after = [self._answer(list_id, record, one) for one in record.get("after_seal", [])]
        forms = {item: form for item, form, _ in (self._options(list_id, one) for one in record["answers"]) if form}
        extra = {
            item: critical
            for item, _, critical in (self._options(list_id, one) for one in record["answers"])
            if item not in self.specs[list_id]
        }
        data = self._list(list_id, forms, extra) if forms or extra else self.texts[list_id]
        self._put(f"definitions/{sha256(data).hexdigest()}", data)
        name, number = self.officers[record["by"]]
        entered: Entered | msgspec.UnsetType = msgspec.UNSET
        if "entered_by" in record:
            clerk = self.officers[record["entered_by"]]
            entered = Entered(By(clerk[1].removeprefix("id:"), clerk[0]), at(record["entered_at"]), "message")
        opened = Opened(
            1,
            record["id"],
            min((answer.at for answer in answers), default=at("25 08:00")),
            "system",
            record["round"],
            list_id,
            sha256(data).hexdigest(),
            target,
            tuple(UNIT),
            By(number.removeprefix("id:"), name),
            "screen",
            "3fa91c07",
            independent=record.get("independent"),
            seen=tuple(record.get("seen", [])),
            tool="0.1.0",
            entered=entered,
        )
        events: list[Event] = [opened, *answers]
        self._put(
            f"records/{target}/{list_id}-{record['round']}-{record['id']}.jsonl", self._lines(record, events, after)
        )

    def _plan(self, record: dict[str, Any]) -> None:
        """A plan whose draw follows from its seed (or, where the case wants it so, does not)."""
        list_id, when = record["of"], at(record["at"])
        drawn, always = record["draw"], record.get("always", [])
        plans = [one for one in self.case["records"] if one["round"] == "rencana" and one["of"] == list_id]
        number = plans.index(record) + 1
        before = {target for one in plans[: number - 1] for target in (*one["draw"], *one.get("always", []))}
        one = self.lists[list_id]
        left = set(one["targets"]) - {*one.get("struck_out", {}), *before, *always}
        rows = sorted(left | set(drawn))
        follows = record.get("follows", True)
        words, fallen = self._words(list_id, number, rows, drawn, follows=follows)
        name, badge = self.officers[record["by"]]
        opened = Opened(
            1, record["id"], when, "system", "rencana", list_id, sha256(self.texts[list_id]).hexdigest(), "unit",
            tuple(UNIT), By(badge, name), "screen", "3fa91c07", tool="0.1.0",
        )  # fmt: skip
        planned = Planned(
            record["id"], when, self._seed(list_id, number, words), len(rows), len(drawn), fallen, tuple(always),
            tuple(rows), number, words, ("Officer D", "Officer E"),
        )  # fmt: skip
        self._put(f"records/unit/{list_id}-rencana-{record['id']}.jsonl", self._lines(record, [opened, planned], []))

    def _seed(self, list_id: str, number: int, words: tuple[str, str]) -> str:
        return seed(UNIT, list_id, ELECTION_DAY, number, words)

    def _words(
        self, list_id: str, number: int, rows: list[str], wanted: list[str], *, follows: bool
    ) -> tuple[tuple[str, str], tuple[str, ...]]:
        """Words from which the wanted targets fall (or do not), and the order to write them in."""
        for k in range(100_000):
            words = ("hujan", str(k))
            fallen = draw(self._seed(list_id, number, words), rows, len(wanted))
            if (set(fallen) == set(wanted)) is follows:
                return words, fallen if follows else tuple(wanted)
        raise AssertionError(f"nothing draws {wanted} of {rows}")

    def _lines(self, record: dict[str, Any], events: list[Event], after: list[Answered]) -> bytes:
        data = b"".join(encode(event) for event in events)
        if "cancelled" in record:
            data += encode(Cancelled(record["id"], events[-1].at, record["cancelled"]))
        elif record.get("sealed", True):
            line = seal_line(data, record["id"], events[-1].at)
            if record.get("damaged"):
                digest = re.search(rb'"sha256":"(.)', line)
                assert digest
                line = line.replace(digest[0], digest[0][:-1] + (b"0" if digest[1] != b"0" else b"1"))
            data += line
        elif record.get("damaged"):
            data += b"{\n"
        return data + b"".join(encode(event) for event in after)

    def _options(self, list_id: str, answer: list[Any]) -> tuple[str, str, bool]:
        """The item, its form when answered, and whether it was critical."""
        options = self._split(answer)[1]
        form = next((one.split()[1] for one in options if one.startswith("form ")), "")
        spec = self.specs[list_id].get(answer[1])
        critical = spec.critical if spec else False
        return answer[1], form, (critical or "K" in options) and "not K" not in options

    def _split(self, answer: list[Any]) -> tuple[str, list[str]]:
        given, *rest = str(answer[2]).split(" | ")
        return given, [option.strip() for part in rest for option in part.split(",")]

    def _answer(self, list_id: str, record: dict[str, Any], answer: list[Any]) -> Answered:
        given, options = self._split(answer)
        item = answer[1]
        spec = self.specs[list_id].get(item, Spec(""))
        outcome, _, word = given.partition(":")
        value: Value
        need: int | None = next((int(one.split()[1]) for one in options if one.startswith("need ")), None)
        written = next((int(one.split()[1]) for one in options if one.startswith("value ")), None)
        if not word:
            value = int(given)
            today = self.case.get("facts", {}).get(spec.need) if spec.need and not spec.need.isdigit() else spec.need
            need = need if need is not None else int(today) if today not in ("", None) else None
            outcome = "noted" if not spec.need else "unjudged" if need is None else "ok" if value >= need else "fail"
            if not spec.need:
                value = given
        elif outcome == "na":
            value = None
        else:
            value = written if written is not None else (int(word) if spec.need and word.isdigit() else word)
        return Answered(
            record["id"],
            at(answer[0]),
            item,
            value,
            need,
            outcome,  # type: ignore[arg-type] # the cases write them as the journal does
            self._options(list_id, answer)[2],
            note=word if outcome == "na" else "",
            follow_up=FollowUp("Bag Log") if "open" in options else None,
        )


def said(reason: Reason) -> str:
    """A reason as the cases write it: code and what it is about."""
    match reason.code:
        case "no_fact":
            what = reason.fact
        case "overdue":
            what = reason.moment
        case "not_due":
            what = reason.moment or reason.list
        case "nothing_checked":
            what = "-"
        case "damaged" | "absent" | "after_seal" | "clock":
            what = reason.record
        case "unreadable":
            what = reason.path
        case "not_on_list" | "struck_out":
            what = f"{reason.list}/{reason.target}"
        case "no_target" | "unknown_list" | "count_of_targets":
            what = reason.list
        case "sample_short":
            what = f"{reason.list}/{reason.more}"
        case _:
            what = reason.item
    return f"{reason.code}:{what}"


__all__ = ["CASES", "OWN_CASES", "Outcome", "Sealed", "World", "at", "said"]
