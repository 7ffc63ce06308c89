"""The shipped lists are what was decided on: each item, its wording in both languages, its sources."""

import re
from collections import Counter
from datetime import date
from typing import Any, get_args

import pytest
from content_world import (
    BOOK,
    DOCUMENTS,
    EXPECTED,
    FOLDER,
    LISTS,
    SHIPPED,
    as_row,
    definitions,
    expected_rows,
    facts_of,
    items_of,
    load,
    numbers_in,
    read_all,
    scalars_of,
    targets_of,
    texts_of,
)
from doc_blocks import DOCS
from doc_tables import codes, with_headings
from msgspec.structs import replace

from pilkada_check.model.checklist import Agree, Item, ItemType, Need, Option
from pilkada_check.model.computing import Result
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import Read, Refused, read
from pilkada_check.rules.facts import asked, compute
from pilkada_check.views.question import HOUR

ALL = {
    "cadangan", "kendaraan", "komunikasi", "koordinasi-posko", "logistik-tps", "objek-vital", "perlengkapan",
    "personel", "peta-rawan-bawaslu", "tps-lingkungan", "tps-pagi", "tps-siap",
}  # fmt: skip
NOT_PUBLISHED = {  # codes that are no address, and the words that must say so
    "UMUM": ("tidak ada sumber", "no source"),
    "BERITA": ("alamat tidak disimpan", "no address stored"),
    "FORM": ("formulir umum", "public forms"),
}
EMPTY = ("ada", "siap", "lengkap", "sudah", "aman", "ok", "ya", "-", ".", "x", "sudah ada", "aman, lengkap")
LONGEST = 84  # characters of an item's text, and of a hint
SHORT = 30  # characters of a short name

# Two questions in one: a second question word, or a question that goes on after "dan".
ASKS = {"id": r"\b(berapa|kapan|mana|siapa)\b", "en": r"\b(how (?:many|long|much)|when|where|who)\b"}
JOINED = {
    "id": r" dan (apakah|sudah|ada|berapa|kapan|siapa|masih|bisa)\b",
    "en": r" and (is|are|has|have|how|when|who|does|do|can)\b",
}

EVERY_ITEM = [pytest.param(name, item, id=f"{name}/{item['id']}") for name in LISTS for item in items_of(name)]
EVERY_TEXT = [one for one in EVERY_ITEM if one.values[1]["type"] == "text"]  # type: ignore[index]


def test_the_twelve_lists_are_shipped_and_each_is_expected_here() -> None:
    assert set(SHIPPED) == ALL
    assert set(LISTS) == ALL
    found = [item for name in LISTS if name != "peta-rawan-bawaslu" for item in items_of(name)]
    assert (len(found), sum("critical" in item for item in found)) == (218, 69)


def test_nothing_is_wrong_with_any_file_and_nothing_is_warned_of() -> None:
    assert read_all()[3] == []


# ---- what they are


@pytest.mark.parametrize("name", LISTS)
def test_items_are_those_that_were_decided_on(name: str) -> None:
    assert sorted(map(as_row, items_of(name))) == sorted(expected_rows(name))


@pytest.mark.parametrize("name", LISTS)
def test_head(name: str) -> None:
    document, head = DOCUMENTS[name], EXPECTED[name]["head"]
    assert (document["id"], document["version"]) == (name, "2024.1")
    written = {key: value for key, value in head.items() if key not in {"items", "critical"}}
    assert {key: document.get(key) or type(value)() for key, value in written.items()} == written
    assert document.get("sample") == EXPECTED[name].get("sample")
    assert {"by", "minutes"} <= set(document)
    assert ("ricek_by" in document) == (document["ricek"] != "none")
    found = items_of(name)
    assert len(found) == int(head["items"]) == len({item["id"] for item in found})
    assert sum("critical" in item for item in found) == int(head["critical"])


@pytest.mark.parametrize("name", LISTS)
def test_each_says_that_it_is_a_draft_and_when_it_was_read(name: str) -> None:
    document = DOCUMENTS[name]
    assert document["status"] == {
        "id": "draf dari sumber publik, belum disahkan satuan mana pun",
        "en": "draft from public sources, not approved by any unit",
    }
    assert set(document["reviewed"]) == {"by", "on", "against"}
    assert date.fromisoformat(document["reviewed"]["on"]) >= date(2026, 11, 28)
    header = (FOLDER / f"{name}.yaml").read_text("utf-8").split("\nid: ")[0]
    assert "DRAF dari sumber publik, belum disahkan satuan mana pun" in header
    assert "approved by no unit" in header


@pytest.mark.parametrize("name", LISTS)
def test_sections_are_places_and_begin_with_what_is_critical(name: str) -> None:
    sections = DOCUMENTS[name]["sections"]
    assert [section["title"]["id"] for section in sections] == EXPECTED[name]["places"]
    for section in sections:
        critical = ["critical" in item for item in section["items"]]
        assert critical == sorted(critical, reverse=True), section["title"]["id"]


def test_the_engine_has_run_long_enough_when_its_leaks_are_looked_for() -> None:
    order = [item["id"] for item in items_of("kendaraan")]
    assert order.index("mesin-hidup") + 10 < order.index("oli-bocor")


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_each_type_has_what_it_needs(name: str, item: dict[str, Any]) -> None:
    states = item.get("states", {})
    assert (item["id"] in EXPECTED[name]["conditions"]) == (item["type"] == "condition") == bool(states)
    assert list(states) in ([], ["b", "rr", "rb"])
    assert ("parts" in item) == (item["type"] == "breakdown")
    assert ("options" in item) == (item["type"] == "choice")
    assert ("usual" in item) <= (item["type"] in {"count", "inventory", "breakdown"})
    assert all(re.fullmatch(r"[a-z0-9-]+", part) for part in item.get("parts", {}))


def test_every_type_is_used() -> None:
    assert {item["type"] for name in LISTS for item in items_of(name)} == set(get_args(ItemType))


# ---- what is told of them


def test_the_document_on_content_counts_them_as_they_are() -> None:
    text = (DOCS / "konten.md").read_text("utf-8")
    [rows] = with_headings(text, "daftar", "untuk", "butir", "kritis", "waktu cek")
    told = {row["daftar"].strip("`"): (row["untuk"], row["butir"], row["kritis"], row["waktu cek"]) for row in rows}
    heads = {name: EXPECTED[name]["head"] for name in LISTS}
    assert told == {
        name: (head["for"], head["items"], head["critical"], ", ".join(head.get("due", [])) or "kapan saja")
        for name, head in heads.items()
    }
    [signs] = with_headings(text, "kode", "artinya")
    assert set(NOT_PUBLISHED) <= {row["kode"].strip("`") for row in signs}


OTHERWISE: dict[str, object] = {  # another value of every key of an item
    "type": "inventory", "critical": True, "agree": Agree("outcome"), "hint": Text("x"), "sensitive": True,
    "short": Text("x"), "source": ("E1",), "when": parse("x > 0"), "usual": (0, 5), "need": Need(">=", parse("2")),
    "expect": False, "states": {"b": Text("x")}, "until": parse("x"), "since": parse("x"), "max_age": 2,
    "warn_days": 5, "options": (Option("a", Text("x")),), "parts": {"a": Text("x")}, "total": parse("x"),
    "digits": True, "nihil": True, "example": Text("x"),
}  # fmt: skip


def test_the_document_says_which_changes_ask_again() -> None:
    text = (DOCS / "konten.md").read_text("utf-8")
    [rows] = with_headings(text, "diubah", "jawaban lama")
    again = {code for row in rows if "ditanya lagi;" in row["jawaban lama"] for code in codes(row["diubah"])}
    item = Item("a", Text("A"), "count")
    assert again == {key for key, value in OTHERWISE.items() if replace(item, **{key: value}).form != item.form}
    told = {code for row in rows for code in codes(row["diubah"])}
    assert OTHERWISE.keys() <= told
    assert OTHERWISE.keys() == set(Item.__struct_fields__) - {"id", "text"}


def test_the_change_log_counts_them_as_they_are() -> None:
    text = (FOLDER / "CHANGELOG.md").read_text("utf-8")
    [rows] = with_headings(text, "daftar", "butir", "kritis", "isi")
    told = {row["daftar"].strip("`"): (row["butir"], row["kritis"]) for row in rows}
    heads = {name: EXPECTED[name]["head"] for name in LISTS}
    assert told == {name: (heads[name]["items"], heads[name]["critical"]) for name in told}
    changed = {name for name in LISTS if f"\n`{name}`\n" in text}
    assert told.keys() | changed == ALL
    for name in changed:
        shorts = sum("short" in item for item in items_of(name))
        assert re.search(rf"\n`{name}`\n\n- Nama pendek[^\n]* pada {shorts} butir\.", text), name


# ---- sources


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_its_source_and_every_source_its_item(name: str) -> None:
    used = {code.removeprefix("~") for item in items_of(name) for code in item["source"]}
    assert used == set(DOCUMENTS[name]["sources"])
    assert all(item["source"] for item in items_of(name))


@pytest.mark.parametrize("name", LISTS)
def test_a_source_that_gives_only_the_reason_says_so(name: str) -> None:
    marked = {item["id"]: [c for c in item["source"] if c.startswith("~")] for item in items_of(name)}
    assert {key: codes for key, codes in marked.items() if codes} == EXPECTED[name]["only_reason"]


@pytest.mark.parametrize("name", LISTS)
def test_a_source_is_an_address_or_says_why_there_is_none(name: str) -> None:
    for code, source in DOCUMENTS[name]["sources"].items():
        if code in NOT_PUBLISHED:
            assert all(words in source[lang] for words, lang in zip(NOT_PUBLISHED[code], ("id", "en"), strict=True))
        else:
            plain = source if isinstance(source, str) else source["id"]
            assert re.search(r"^[\w-]+(\.[\w-]+)+|\baddress not stored\b|\balamat tidak disimpan\b", plain), code


def test_a_code_stands_for_the_same_source_in_every_list() -> None:
    register: dict[str, object] = {}
    for name in LISTS:
        for code, source in DOCUMENTS[name]["sources"].items():
            assert register.setdefault(code, source) == source, (name, code)


# ---- wording


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_wording(name: str, item: dict[str, Any]) -> None:
    for text in [*item["text"].values(), *item.get("hint", {}).values()]:
        assert text.isascii(), text
        assert len(text) <= LONGEST, text
        assert text == " ".join(text.split()), text
    for lang, text in item["text"].items():
        assert text.count("?") <= 1, text
        assert text.endswith(("?", ".")), text
        assert not re.search(JOINED[lang], text), text
        question = re.split(r"[.:] ", text.split("?")[0])[-1]
        assert len(re.findall(ASKS[lang], question, re.IGNORECASE)) <= 1, text


@pytest.mark.parametrize("name", LISTS)
def test_what_an_item_is_called_fits_a_board_and_is_not_another_ones_name(name: str) -> None:
    """Its short name, or else its text up to the first colon or question mark."""
    for lang in ("id", "en"):
        names = [item.get("short", {}).get(lang) or re.split("[:?]", item["text"][lang])[0] for item in items_of(name)]
        assert [one for one in names if len(one) > SHORT or not one.isascii() or one != one.strip()] == []
        assert [one for one, times in Counter(map(str.casefold, names)).items() if times > 1] == []


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_no_hint_gives_the_required_number_away(name: str, item: dict[str, Any]) -> None:
    """Neither as written, nor a fact's default, nor what the example asks, nor as so many names; nor the day as H+1."""
    hints = list(item.get("hint", {}).values())
    if {"until", "since", "max_age"} & set(item):
        assert not any(re.search(r"\bH[+-]\d|\d{1,2}/\d{1,2}", text) for text in hints), hints
    required = item.get("need", "") + " " + item.get("total", "")
    numbers = numbers_in(required)
    for fact in set(re.findall(r"[a-z_]{3,}", required)) & definitions(name).keys():
        numbers |= numbers_in(definitions(name)[fact].get("default", ""))
    one = next(one for one in read_all()[1][name].items() if one.id == item["id"])
    numbers |= {str(value) for value in examples(name, one)}
    assert not numbers & set().union(*map(numbers_in, hints)), hints
    if required.strip(" >=<").isidentifier():
        assert not numbers & {str(text.count(", ") + 1) for text in hints if text.count(", ") > 1}, hints


def examples(name: str, item: Item) -> set[Result | None]:
    """What the item requires of each target of the example where it is asked."""
    required = item.need.value if item.need else item.total
    if required is None:
        return set()
    seen = [facts_of(name, target) for target in targets_of(name)]
    return {compute(required, facts) for facts in seen if asked(item, facts)} - {None}


@pytest.mark.parametrize(("name", "item"), EVERY_TEXT)
def test_a_text_refuses_empty_words(name: str, item: dict[str, Any]) -> None:
    one = next(one for one in read_all()[1][name].items() if one.id == item["id"])
    for lang in ("id", "en"):
        for word in EMPTY:
            assert isinstance(read(one, word, lang=lang, today=date(2024, 11, 26)), Refused), word
        assert isinstance(read(one, "NIHIL", lang=lang, today=date(2024, 11, 26)), Read) == one.nihil


@pytest.mark.parametrize(("name", "item"), EVERY_TEXT)
def test_the_example_of_a_text_is_in_place_and_would_be_taken(name: str, item: dict[str, Any]) -> None:
    assert ("example" in item) != (item["id"] == "tanda-terima")  # the general one is the number of such a receipt
    one = next(one for one in read_all()[1][name].items() if one.id == item["id"])
    for lang in ("id", "en"):
        refused = read(one, "ok", lang=lang, today=date(2024, 11, 26))
        assert isinstance(refused, Refused)
        assert refused.example == item.get("example", {}).get(lang, refused.example)
        assert isinstance(read(one, refused.example, lang=lang, today=date(2024, 11, 26)), Read)


def test_an_hour_that_is_an_example_is_none_that_a_list_requires() -> None:
    hours = {found for item in times() for found in re.findall(r"\d\d:\d\d", item["need"])}
    shown = " ".join([HOUR, *(str(read_hour(lang).example) for lang in ("id", "en"))]).replace(".", ":")
    assert hours
    assert not [hour for hour in hours if hour in shown]


def times() -> list[dict[str, Any]]:
    """The items that require an hour."""
    return [item for name in LISTS for item in items_of(name) if item["type"] == "time" and "need" in item]


def read_hour(lang: str) -> Refused:
    """How an answer that is no hour is refused."""
    refused = read(Item("a", Text("A"), "time"), "pagi", lang=lang, today=date(2024, 11, 26))
    assert isinstance(refused, Refused)
    return refused


def test_numbers_in_the_reference_list_are_those_that_hints_name() -> None:
    order = [item["id"] for item in items_of("peta-rawan-bawaslu")]
    hints = {item["id"]: item["hint"]["id"] for name in LISTS for item in items_of(name) if "hint" in item}
    told = {key: found[1] for key, text in hints.items() if (found := re.search(r"Nomor ([\d-]+) di daftar", text))}
    assert told == {"dekat-sekolah": "21", "sengketa": "1-3", "tps-dekat": "22"}
    assert [order[20], *order[:3], order[21]] == [
        "dekat-sekolah", "pemilih-tms", "pemilih-pindahan", "pemilih-dpk", "dekat-kerja"
    ]  # fmt: skip


@pytest.mark.parametrize("name", [*LISTS, "facts"])
def test_english_is_there_and_is_english(name: str) -> None:
    document = load(FOLDER / f"{name}.yaml")
    same = EXPECTED[name]["same_in_both"] if name != "facts" else []
    for path, text in texts_of(document):
        assert text.get("en"), path
        assert (text["id"] == text["en"]) == (text["id"] in same), path
    worded = {"title", "short", "status", "by", "against", "ricek_by", "bring", "text", "hint", "example", "unit"} | {
        "from"
    }
    plain = [path for path, key in scalars_of(document) if key in worded]
    assert plain == []


@pytest.mark.parametrize("name", [*LISTS, "facts"])
def test_only_addresses_leave_ascii(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    assert all(line.isascii() for line in text.split("\nsources:\n")[0].splitlines())


def test_vote_results_passwords_channels_names_and_numbers_of_people_are_never_asked() -> None:
    questions = {f"{name}/{item['id']}": item["text"]["id"].lower() for name in LISTS for item in items_of(name)}
    taboo = (
        r"perolehan|suara sah|kata sandi|password|frekuensi|\bnama (ketua|petugas|anggota|pejabat)|nomor (hp|telepon)\b"
    )
    assert {place: text for place, text in questions.items() if re.search(taboo, text)} == {}
    channels = {place for place, text in questions.items() if "kanal" in text}
    assert channels <= {"komunikasi/pindah-kanal"}  # counts radios; its hint says that no channel is written


# ---- the facts they name


# Known to the unit and shown with it, required by no item.
UNNAMED = """
    election_day personel_polres satuan kendaraan objek linmas pola_kurang_rawan_linmas pola_rawan_linmas
    pola_sangat_rawan_linmas pola_khusus_linmas
"""


def test_every_fact_is_named_by_a_list_or_by_another_fact() -> None:
    named = " ".join(
        str(item.get(key, ""))
        for name in LISTS
        for item in items_of(name)
        for key in ("need", "when", "until", "since", "total")
    )
    named += " ".join(DOCUMENTS[name].get("sample", {}).get("always", "") for name in LISTS)
    named += " ".join(one.get("derive", "") for one in BOOK["facts"].values())
    words = set(re.findall(r"[a-z_]+", named))
    unnamed = {name for name in BOOK["facts"] if name not in words}
    assert unnamed == set(UNNAMED.split())
