"""What a walk shows: every question, answer and refusal fits its screen and has its word; no text is obeyed."""

import re
from typing import get_args

import pytest
from msgspec.structs import replace
from test_walk import PATHS
from walk_world import ENV, ITEMS, WITA, Run, begin, plan, resumed

from pilkada_check import words
from pilkada_check.model.checklist import Checklist, Item, Need, Option, Section
from pilkada_check.model.expression import literal as constant
from pilkada_check.model.facts import FactDef
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.answers.base import RefusedCode
from pilkada_check.rules.walk import Effect, Left, Place, Plan, Report, Step, Walk, Write
from pilkada_check.views.findings import miss, required, short_name, short_names
from pilkada_check.views.lines import cells
from pilkada_check.views.menus import choices, menu, prompt
from pilkada_check.views.question import Screen, ask, question, short_title
from pilkada_check.views.refusals import WHY, refusal
from pilkada_check.views.walk import said

FACTS = {"tak_ada": FactDef("tak_ada", "int", Text("Yang tidak diisi", "What is missing"), source=Text("Bag Log"))}
FORBIDDEN = re.compile(r"\b(error|gagal|sealed|record|target|null|invalid)\b", re.IGNORECASE)


def screen(width: int) -> Screen:
    return Screen("Daftar", FACTS, ENV, width, "25/11 15.00")


def shown(run: Run, width: int) -> list[str]:
    """What stands on the screen now, and what was said on the way there."""
    view = screen(width)
    lines = [line for effect in run.effects if told(effect) for line in said(effect, view)]  # type: ignore[arg-type] # told
    if run.walk.done:
        return lines
    *before, last = ask(run.walk.prompt, view)
    assert last.endswith("> ")
    assert cells(last) + 6 <= width  # room to type
    return [*lines, *question(run.walk.prompt, view), *before]


def told(effect: Effect) -> bool:
    return not isinstance(effect, Write | Report | Left)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_step_fits_the_screen(lang: str, width: int) -> None:
    words.init(lang)
    steps: set[Step] = set()
    for name, lines, *_ in PATHS:
        for blind in (False, True):
            run = begin(name, blind=blind, lang=lang)
            for line in lines.split(" | "):
                if run.walk.done:
                    break
                steps.add(run.walk.step)
                run.type(line, ".?", ".d")
                on_screen = shown(run, width)
                assert [one for one in on_screen if cells(one) > width] == []
                assert lang == "en" or not FORBIDDEN.findall("\n".join(on_screen))
    assert steps == set(Step)


@pytest.mark.parametrize("width", [40, 80])
def test_no_requirement_before_the_answer(width: int) -> None:
    """Nor anything of it in a blind walk, answered or not."""
    words.init("id")
    for name in ("count", "inventory", "breakdown", "time", "valid_until", "date"):
        run = begin(name)
        view = screen(width)
        asked = "\n".join([*question(run.walk.prompt, view), *ask(run.walk.prompt, view)])
        assert not re.search(r"(?<!05\.)30|07\.00|16 Desember", asked)
    run = begin("inventory", "count", "valid_until", blind=True)
    run.type("27 2 1", "y", "t", "28", "12/2024", ".d", ".1", ".?")
    text = "\n".join(shown(run, width))
    assert "dicatat" in text
    assert "Dibaca 31 Desember 2024." in text
    assert not re.search(r"Wajib|SESUAI|sesuai|kurang|16 Desember", text)


@pytest.mark.parametrize("width", [40, 80])
def test_the_head_of_a_question_is_never_cut(width: int) -> None:
    """Where a long list's title and section leave no room for the place, that stands behind them."""
    words.init("id")
    view = replace(screen(width), title="Perlengkapan perorangan dan satuan kecil")
    walk = begin("count").walk
    section = Text("Gudang senjata dan perlengkapan di kompleks belakang")
    prompt_ = replace(walk.prompt, place=replace(walk.prompt.place, section=section))
    head = " ".join(" ".join(question(prompt_, view)[:2]).split())
    assert section.id in head
    assert ("1/1" if width == 40 else "butir 1 dari 1") in head


def test_every_refusal_has_its_sentence() -> None:
    assert set(WHY) == set(get_args(RefusedCode))
    values = dict.fromkeys(("word", "given", "wanted", "label", "month", "day", "year", "hour", "minute", "max"), "7")
    for lang in words.LANGUAGES:
        words.init(lang)
        for code in WHY:
            one = Refused(code, "27 2 1", (*values.items(), ("low", "1"), ("high", "4")))  # type: ignore[arg-type] # a code
            wide, narrow = refusal(one, 100), refusal(one, 30, "")
            assert len(wide) == 1
            assert wide[0].endswith("27 2 1")
            assert len(narrow) > 1
            assert "{" not in wide[0]


@pytest.mark.parametrize(
    ("lang", "said_again", "refused"),
    [
        (
            "id",
            "Tersimpan: wajib 30, baik 27, RR 2, RB 1. TIDAK SESUAI. Yang memperbaiki: Bag Log.",
            "Belum tercatat. Ketik b (baik), rr (ringan), rb (berat) atau - (tidak ada).",
        ),
        (
            "en",
            "Stored: required 30, good 27, RR 2, RB 1. DOES NOT MEET IT. Mended by: Bag Log.",
            "Not recorded. Type b (good), rr (light), rb (heavy damage) or - (not there).",
        ),
    ],
)
def test_what_is_to_be_mended_stands_under_its_question_and_what_may_be_typed_in_a_refusal(
    lang: str, said_again: str, refused: str
) -> None:
    words.init(lang)
    run = begin("inventory", "condition", lang=lang)
    run.type("27 2 1", "y", "t" if lang == "id" else "n", "Bag Log")
    again = resumed(run)
    for width in (40, 80):
        assert said_again in " ".join(" ".join(question(again.walk.prompt, screen(width))).split())
    again.type("25/11 15", "bagus")
    assert " ".join(" ".join(said(again.effects[-1], screen(80))).split()) == refused  # type: ignore[arg-type] # told


def test_where_the_question_stands_alone_it_says_what_was_chosen() -> None:
    words.init("id")
    run = begin("choice")
    run.type("2")
    assert "Dipilih" not in " ".join(ask(run.walk.prompt, screen(80)))
    run.type("")
    assert ask(run.walk.prompt, screen(80)) == ["  Dipilih: kurir bernama. Yang mana, atau apa yang kurang? > "]


def test_help_at_the_end_lists_what_works_there() -> None:
    words.init("id")
    run = begin("confirm")
    keys = {".k", ".n", ".tb", ".c", ".7", ".d", ".l", ".?", ".q"}

    def listed() -> set[str]:
        (help_,) = run.type(".?")
        return {word for line in said(help_, screen(80)) for word in line.split()[:1]} & keys  # type: ignore[arg-type] # help

    assert listed() == keys
    run.type("y")
    assert run.walk.done
    assert listed() == keys - {".n", ".tb", ".c"}


def test_the_example_of_an_item_stands_under_its_help_and_its_refusals() -> None:
    words.init("id")
    item = Item("laut", Text("Jam patroli?"), "text", digits=True, example=Text("22.00-24.00"))
    one = Checklist("uji", Text("Uji"), "1", (Section(Text("Pos"), (item,)),))
    run = Run(Walk(Plan(one, (Place(Text("Pos"), item),), ENV, WITA, "id", "R"), {}))
    for typed in (".?", "ada", "dua kali"):
        run.type(typed)
        assert "Contoh: 22.00-24.00" in "\n".join(shown(run, 40)), typed


def test_figures_are_written_alike_whatever_is_asked_of_them() -> None:
    words.init("id")
    item = Item("rompi", Text("Rompi?"), "inventory", need=Need(">=", parse("1266")), usual=(0, 2000))
    parts = {"satu": Text("satu"), "dua": Text("dua")}
    sums = Item("kuat", Text("Kekuatan?"), "breakdown", parts=parts, total=parse("1266"), usual=(0, 2000))
    places = tuple(Place(Text("Pos"), one) for one in (item, sums))
    one = Checklist("uji", Text("Uji"), "1", (Section(Text("Pos"), (item, sums)),))
    run = Run(Walk(Plan(one, places, ENV, WITA, "id", "R"), {}))
    run.type("9" * 10 + " 0 0")
    assert "Lebih dari 999.999.999." in " ".join(shown(run, 80))
    run.type("1226 1100 0", "y")
    assert "Wajib 1.266. Baik 1.226." in " ".join(ask(run.walk.prompt, screen(80)))
    run.type("t", "Bag Log", ".n", "1226", "y", "0")
    assert run.walk.step is Step.MISMATCH
    assert "rincian 1.226, jumlah seharusnya 1.266: kurang 40." in " ".join(ask(run.walk.prompt, screen(80)))


def test_a_day_far_ahead_is_read_back_and_told_with_its_year() -> None:
    words.init("id")
    run = begin("confirm")
    run.type("t", "Bag Log", "2 Feb 7.30")
    assert "Dibaca Minggu 02/02/2025 07.30. Benar? (y/t) > " in "\n".join(ask(run.walk.prompt, screen(80)))
    assert run.events[-1].follow_up is not None
    assert run.events[-1].follow_up.due is None
    run.type("y")
    assert "Tindak lanjut: Bag Log, Minggu 02/02/2025 07.30." in "\n".join(shown(run, 80))


LONG = "日本 [red]" + "sangat-panjang-tanpa-spasi-" * 4 + " \x1b[31m \u202e: " + "kata " * 30


def test_texts_of_any_length_and_script_fit() -> None:
    item = Item(
        "x", Text(LONG), "choice", hint=Text(LONG), critical=True,
        options=(Option("a", Text(LONG)), Option("b", Text("b"), "fail", ask=True)),
    )  # fmt: skip
    one = Checklist("uji-coba", Text(LONG), "1", (Section(Text(LONG), (item,)),))
    walk = Walk(Plan(one, (Place(Text(LONG), item),), ENV, WITA, "id", "R"), {})
    run = Run(walk)
    for width in (30, 40, 80):
        run.type(".d")
        lines = shown(run, width)
        assert [line for line in lines if cells(line) > width] == []
        assert "\x1b" not in "".join(lines)
        assert "\u202e" not in "".join(lines)
        assert "\\x1b[31m" in "".join(line.strip() for line in lines)
    run.type("2", LONG.replace("\x1b", ""))
    assert not [line for line in shown(run, 40) if cells(line) > 40]
    assert short_title(one) == "Uji coba"
    assert short_title(replace(one, title=Text("Peta TPS rawan (26 dari 28 indikator)"))) == "Peta TPS rawan"
    assert short_title(plan().checklist) == "Daftar"


def test_where_its_text_does_not_fit_an_item_is_listed_by_its_short_name() -> None:
    words.init("id")
    text = "Tanya 3 anggota acak: bolehkah hasil suara dicatat?"
    item = Item("larangan", Text(text), "confirm", short=Text("Larangan catat hasil"))
    one = Checklist("uji", Text("Uji"), "1", (Section(Text("Apel"), (item,)),))
    run = Run(Walk(Plan(one, (Place(Text("Apel"), item),), ENV, WITA, "id", "R"), {}))
    run.type(".d")
    assert shown(run, 40)[0] == "  1  Larangan catat hasil         kosong"
    assert shown(run, 80)[0].startswith(f"  1  {text} ")


def test_menus_stand_on_one_line_where_they_fit() -> None:
    rows = [("1", "lanjutkan"), ("2", "mulai baru"), ("0", "kembali")]
    assert menu(rows, 80) == ["1 lanjutkan   2 mulai baru   0 kembali"]
    assert menu(rows, 30, "  ") == ["  1 lanjutkan", "  2 mulai baru", "  0 kembali"]
    assert menu([("b", "baik"), ("rr", "rusak ringan sekali")], 20) == [" b baik", "rr rusak ringan", "   sekali"]
    assert choices(rows, "nomor", 80) == ["1 lanjutkan   2 mulai baru   0 kembali > "]
    assert choices(rows, "nomor", 44) == ["1 lanjutkan   2 mulai baru   0 kembali", "nomor > "]
    assert prompt("jumlah", 80, "  ") == ["  jumlah > "]
    assert prompt("", 80, "  ") == ["  > "]
    assert prompt("Segel catatan ini? Sesudah itu tidak berubah. (y/t)", 56) == [
        "Segel catatan ini? Sesudah itu tidak berubah.",
        "(y/t) > ",
    ]


def test_what_is_required_and_by_how_much_it_is_missed() -> None:
    table = [
        (ITEMS["count"], 30, -3, "required 30", "3 short"),
        (ITEMS["breakdown"], 30, 2, "must be 30", "2 too many"),
        (ITEMS["time"], "07:00", 15, "by 07:00 at the latest", "15 minutes too late"),
        (ITEMS["valid_until"], "2024-12-16", -1, "the operation ends 16 December 2024", "1 day too short"),
        (ITEMS["date"], "2024-11-22", -4, "at most 2 days old", "4 days too early"),
        (Item("x", Text("x"), "date", since=constant("2024-08-26")), "2024-08-26", -1,
         "not before 26 August 2024", "1 day too early"),
        (Item("x", Text("x"), "date", since=constant("2024-08-26"), until=constant("2024-11-20")), "2024-11-20", 2,
         "not after 20 November 2024", "2 days too late"),
        (Item("x", Text("x"), "valid_until", until=parse("sprin_sampai")), "2024-11-28", -2,
         "must hold until 28 November 2024", "2 days too short"),
    ]  # fmt: skip
    for item, need, gap, wanted, missed in table:
        assert required(item, need, gap) == wanted  # type: ignore[arg-type] # of the table
        assert miss(item, gap) == missed


def test_names_are_short_and_told_apart() -> None:
    def named(name: str, text: str) -> Item:
        return Item(name, Text(text), "count")

    ones = [named("a", "APAR: berapa di hijau?"), named("b", "APAR: tanggal isi ulang?"), named("c", "Helm: hitung.")]
    assert [short_name(one) for one in ones] == ["APAR", "APAR", "Helm"]
    assert short_names(ones) == {"a": "APAR: berapa di hijau?", "b": "APAR: tanggal isi ulang?", "c": "Helm"}


def test_a_list_may_name_its_items_itself() -> None:
    ask_three = Item("a", Text("Tanya 3 anggota: apa larangannya?"), "text", short=Text("Larangan", "Tyre"))
    taken = [Item("b", Text("Larangan: siapa tahu?"), "risk"), Item("c", Text("Tyre: kempis?"), "risk")]
    words.init("id")
    assert short_names([ask_three, *taken]) == {"a": "Larangan", "b": "Larangan: siapa tahu?", "c": "Tyre"}
    words.init("en")
    assert short_names([ask_three, *taken]) == {"a": "Tyre", "b": "Larangan", "c": "Tyre: kempis?"}
