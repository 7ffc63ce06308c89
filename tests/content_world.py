"""The shipped lists, facts and example as the tests of the content see them: as text, as read, and as expected."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.tables import read_targets
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.expression import Environment
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import Table, Unit
from pilkada_check.rules.facts import environment

TESTS = Path(__file__).resolve().parent
FOLDER = TESTS.parent / "checklists"
EXAMPLE = FOLDER / "contoh-bontang"
EXPECTED_FOLDER = TESTS / "data" / "content"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # with libyaml in a tenth of the time


def load(path: Path) -> dict[str, Any]:
    """A YAML file, every scalar as text."""
    return dict(yaml.load(path.read_text("utf-8"), Loader=LOADER))  # noqa: S506 - it makes text only


BOOK = load(FOLDER / "facts.yaml")
UNIT = load(EXAMPLE / "pilkada.yaml")
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "facts")
LISTS = tuple(name for name in SHIPPED if (EXPECTED_FOLDER / f"{name}.yaml").is_file())
DOCUMENTS = {name: load(FOLDER / f"{name}.yaml") for name in LISTS}
EXPECTED = {name: load(EXPECTED_FOLDER / f"{name}.yaml") for name in LISTS}


@cache
def read_all() -> tuple[FactBook, dict[str, Checklist], Unit, list[Fault]]:
    """Lists, facts and example by the road that every file takes, and every fault and warning on it."""
    book, faults = read_facts((FOLDER / "facts.yaml").read_bytes(), "facts.yaml")
    assert book, faults
    lists: dict[str, Checklist] = {}
    for name in LISTS:
        found, more = read_checklist((FOLDER / f"{name}.yaml").read_bytes(), name, book, book.tables)
        assert found, more
        lists[name], faults = found, faults + more
    unit, more = read_unit((EXAMPLE / "pilkada.yaml").read_bytes(), "pilkada.yaml", book)
    assert unit, more
    faults += more
    tables: dict[str, Table] = {}
    for name, path in unit.targets.items():
        tables[name], more = read_targets((EXAMPLE / path).read_bytes(), path, name, book.tables[name])
        faults += more
    return book, lists, replace(unit, tables=tables), faults


def targets_of(name: str) -> list[str]:
    """What the list is asked of in the example: rows of its table, or the unit itself as an empty name."""
    _, lists, unit, _ = read_all()
    return [""] if lists[name].target == "unit" else list(unit.tables[lists[name].target].rows)


@cache
def facts_of(name: str, target: str) -> Environment:
    """What the list sees on one target of the example."""
    book, lists, unit, _ = read_all()
    table = lists[name].target
    return environment(unit, book, table, unit.tables[table].rows[target] if target else None)


def items_of(name: str) -> list[dict[str, Any]]:
    """Every item as it is written, in walking order."""
    return [item for section in DOCUMENTS[name]["sections"] for item in section["items"]]


def definitions(name: str) -> dict[str, dict[str, Any]]:
    """The facts and columns that the list may name."""
    return {**BOOK["facts"], **BOOK["tables"].get(DOCUMENTS[name]["for"], {})}


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table of the example, as they are written."""
    with (EXAMPLE / "targets" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def texts_of(node: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text that is given per language, with its place."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from texts_of(one, f"{path}/{number}")
    elif isinstance(node, dict):
        if "id" in node and set(node) <= {"id", "en"}:
            yield path, node
        else:
            for key, one in node.items():
                yield from texts_of(one, f"{path}/{key}")


def scalars_of(node: object, path: str = "", key: str = "") -> Iterator[tuple[str, str]]:
    """Every scalar's place and last key."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from scalars_of(one, f"{path}/{number}", key)
    elif isinstance(node, dict):
        for name, one in node.items():
            yield from scalars_of(one, f"{path}/{name}", name)
    else:
        yield path, key


def as_row(item: dict[str, Any]) -> str:
    """An item as a line of the expected ones."""
    met = [item["need"]] if "need" in item else []
    keys = ("expect", "until", "since", "max_age", "warn_days", "total", "digits", "nihil")
    met += [f"{key} {item[key]}" for key in keys if key in item]
    met += [one["id"] + "=" + one.get("outcome", "ok") + " ask" * ("ask" in one) for one in item.get("options", [])]
    critical, sensitive = ("K" if "critical" in item else ""), ("sens" if "sensitive" in item else "")
    cells = [item["id"], item["type"], critical, ", ".join(met), item.get("when", ""), item.get("agree", ""), sensitive]
    return " | ".join(cells).rstrip(" |")


def expected_rows(name: str) -> list[str]:
    """The lines of the expected items, spaces beside a bar made alike."""
    rows = EXPECTED[name]["items"].strip().splitlines()
    return [" | ".join(cell.strip() for cell in row.split(" | ")).rstrip(" |") for row in rows]


def numbers_in(text: str) -> set[str]:
    """Every number of a text, without leading noughts."""
    return {str(int(one)) for one in re.findall(r"\d+", text)}
