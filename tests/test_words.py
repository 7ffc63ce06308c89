"""The catalogue: complete, not stale, with the same places to fill in; help in both languages, on narrow screens."""

import gettext
import re
import runpy
from string import Formatter
from types import SimpleNamespace

import polib
import pytest
from conftest import ROOT, Tool
from typer._click import Command, Context
from typer.core import TyperArgument, TyperOption

from pilkada_check import words
from pilkada_check.cli.app import build
from pilkada_check.cli.verbs import VERBS, load

UPDATE = SimpleNamespace(**runpy.run_path(str(ROOT / "po" / "update.py")))
CATALOGUE = polib.pofile(str(ROOT / "po" / "id.po"), encoding="utf-8")
SAME = {"FOLDER", "id|en", "April", "September", "November"}  # the same in both languages
NEVER = re.compile(r"\b(error|gagal fatal|sealed|record|target|null|invalid|traceback)\b", re.IGNORECASE)


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each English text with its Indonesian."""
    if entry.msgid_plural:
        return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def fields(text: str) -> list[tuple[str | None, str | None]]:
    """What `format` fills in."""
    return sorted((name, form) for _before, name, form, _how in Formatter().parse(text) if name is not None)


def test_every_text_of_the_source_is_in_the_catalogue_and_no_other() -> None:
    """`python po/update.py` makes it so."""
    assert sorted(UPDATE.texts()) == sorted(entry.msgid for entry in CATALOGUE)
    assert not CATALOGUE.obsolete_entries()


def test_every_text_is_translated() -> None:
    assert [entry.msgid for entry in CATALOGUE if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:40])
def test_a_translation_fits_its_text(entry: polib.POEntry) -> None:
    for english, indonesian in pairs(entry):
        if "python-brace-format" in entry.flags:
            assert fields(english) == fields(indonesian)
        assert english in SAME or english != indonesian or not re.search("[A-Za-z]{3}", re.sub("{.*?}", "", english))
        assert not NEVER.search(re.sub("{.*?}", "", indonesian))
        for edge in (r"^\s*", r"\s*$"):
            assert re.search(edge, english)[0] == re.search(edge, indonesian)[0]  # type: ignore[index] # they always match


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('_("a")', [("a",)]),
        ("f\"{_('inside')} {x}\"", [("inside",)]),
        ('_("one " "two")', [("one two",)]),
        ('ngettext("{n} a", "{n} b", n)', [("{n} a", "{n} b")]),
        ("_(later)", []),
        ('other("a")', []),
    ],
)
def test_texts_are_found(source: str, texts: list[tuple[str, ...]]) -> None:
    assert list(UPDATE.marked(source, "x.py")) == texts


def test_a_filled_in_text_is_refused() -> None:
    with pytest.raises(SyntaxError):
        list(UPDATE.marked('_(f"{n} items")', "x.py"))


def test_both_languages_in_one_process() -> None:
    said = []
    for lang in ("en", "id", "en", "id"):
        words.init(lang)
        said.append((words.lang(), words._("Options"), words._(""), words.ngettext("Options", "Options", 2)))
    assert said == [("en", "Options", "", "Options"), ("id", "Opsi", "", "Options")] * 2


def test_texts_that_are_looked_up_one_by_one_are_those_of_gettext() -> None:
    whole = gettext.translation(words.DOMAIN, str(words.FOLDER), ["id"])
    words.init("id")
    for entry in CATALOGUE:
        one, many = entry.msgid, entry.msgid_plural or entry.msgid
        assert words._(one) == whole.gettext(one)
        assert [words.ngettext(one, many, n) for n in (1, 2)] == [whole.ngettext(one, many, n) for n in (1, 2)]
    for text in ("", " ", "Nowhere said", "\uffff", CATALOGUE[0].msgid[:-1]):
        assert (words._(text), words.ngettext(text, text, 2)) == (text, text)


def test_without_a_catalogue_it_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FOLDER", ROOT / "nowhere")
    words.init("id")
    assert (words.lang(), words._("Options")) == ("id", "Options")


def pages(verb: str, lang: str, columns: int = 80) -> tuple[Command, Context]:
    """A verb's command (or the whole, for "") and what its page needs."""
    words.init(lang)
    command = load(verb) if verb else build()
    return command, Context(command, info_name="pilkada-check", terminal_width=columns - 1)


def page_texts(verb: str, lang: str) -> list[str]:
    """Every text of a verb's page that a person wrote: what it does, each option, what stands for its value."""
    command, context = pages(verb, lang)
    params = [param for param in command.get_params(context) if isinstance(param, TyperArgument | TyperOption)]
    given = [param.metavar for param in params if param.metavar]
    return [*(command.help or "").split("\n\n"), *(param.help or "" for param in params), *given]


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_complete_in_both_languages(verb: str) -> None:
    for english, indonesian in zip(page_texts(verb, "en"), page_texts(verb, "id"), strict=True):
        assert english.strip()
        assert english in SAME or english != indonesian


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("columns", [40, 80, 100])
@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_fits_the_screen(verb: str, columns: int, lang: str) -> None:
    command, context = pages(verb, lang, columns)
    page = command.get_help(context)
    assert [line for line in page.splitlines() if len(line.rstrip()) > columns] == []
    if lang == "id":
        assert not re.search(r"Usage|Options|OPTIONS|Show|Commands|default|required|INTEGER|PATH", page)


def test_help_asks_the_terminal_for_its_width(tool: Tool) -> None:
    done = tool("--help", COLUMNS="40")
    assert (done.returncode, done.stderr) == (0, "")
    assert 30 < max(len(line) for line in done.stdout.splitlines()) <= 40
