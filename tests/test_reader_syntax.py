"""Slips of YAML: each advice has its rows, told at the place that the author wrote wrongly; § marks it."""

import pytest
from reader_world import LOADERS, around, marked, read, rows
from yaml.error import Mark, MarkedYAMLError

from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.files.yaml_slips import find_slip
from pilkada_check.views.faults import sentence

# Keys of one item; whole files follow below.
ITEMS = [
    # a text that needs quotes
    ("hint: Helm§: buka kaca", "colon_in_text"),
    ("hint: {id: Helm§: buka kaca, en: Helmet}", "colon_in_text"),
    ("hint: jam 05.30§: buka: hitung", "colon_in_text"),
    ("hint: {id: senter, §HT, en: torch}", "comma_in_text"),
    ("type: breakdown\nparts: {a: hadir, §dan apel, b: sakit}\ntotal: personel", "comma_in_text"),
    ("type: count\nneed: §>= helm_wajib", "comparison_unquoted"),
    ("type: count\nneed: §>=5", "comparison_unquoted"),
    ("hint: §@posko", "special_start"),
    ("hint: §`kode`", "special_start"),
    ("hint: §%tangki", "special_start"),
    ("hint: §> 5 orang", "special_start"),
    ("hint: §|lurus", "special_start"),
    ("hint: §[K] pecah", "special_start"),
    ("hint: §{K} pecah", "special_start"),
    ("hint: §, pecah", "special_start"),
    ("hint: §*pecah*", "alias"),
    ("hint: §*pecah dan buram", "alias"),
    ("hint: §*pecah", "alias"),
    ("hint: §& buram", "anchor"),
    ("hint: §&buram dan pecah", "anchor"),
    ("hint: §&buram", "anchor"),
    ("hint: §!pecah", "tag"),
    ("hint: §!pecah dan buram", "tag"),
    ("hint: §!<pecah", "tag"),
    ("hint: §!a!b pecah", "tag"),
    ("§<<: {critical: true}", "merge_key"),
    ("hint: Kaca §#1 pecah", "comment_in_text"),
    ("hint: §#1 pecah", "comment_in_text"),
    ("hint: {id: Kaca §#1, en: Visor}\ncritical: true", "comment_in_text"),
    ("hint: {id: Kaca\n  §#1, en: Visor}".replace("hint: {", "hint: §{").replace("§#", "#"), "bracket_open"),
    # quotes
    ('hint: §"Kaca pecah.\ncritical: true\nneed: ">= 5"', "quote_open"),
    ('hint: §"Kaca pecah.\ncritical: true', "quote_open"),
    ("hint: §'Kaca pecah.\ncritical: true\nneed: '>= 5'", "quote_open"),
    ('hint: {id: §"Kaca pecah, en: Broken}\ncritical: true', "quote_open"),
    ('hint: §"Kaca pecah\n  atau buram."', "quote_open"),
    ('hint: "Kaca "§pecah" = RR."', "after_quote"),
    ("hint: 'Jum'§at pagi'", "after_quote"),
    ('hint: "Kaca" §pecah', "after_quote"),
    ('hint: "Kaca"§: pecah', "after_quote"),
    ('hint: Kaca pecah.§"', "quote_stray"),
    ("hint: Kaca pecah.§'", "quote_stray"),
    ('hint: "C:§\\Users"', "backslash"),
    ('hint: "§\\xZZ"', "backslash"),
    ('hint: {id: "Kaca" §en: "Visor"}', "missing_comma"),
    ('source: ["E8" §"E9"]', "missing_comma"),
    # brackets
    ("source: §[E8, E9\ncritical: true", "bracket_open"),
    ('hint: §{id: "Kaca", en: "Visor"\ncritical: true', "bracket_open"),
    ("source: [E8, §{E9]", "bracket_open"),
    ("source: [E8, E9]§]", "bracket_extra"),
    ("hint: {id: Kaca}§}", "bracket_extra"),
    ("source: [E8,§, E9]", "extra_comma"),
    # colons, dashes, spaces
    ("§critical true", "missing_colon"),
    ("hint: Kaca\n§critical true\nsensitive: true", "missing_colon"),
    ("critical§:true", "missing_space"),
    ("hint: {id§:Kaca, en: Visor}", "missing_space"),
    ("§-hint: Kaca", "missing_space"),
    ("source: §- E8", "dash_here"),
    ("source:\n  - E8\n  §-E9", "missing_space"),
    ("type: choice\noptions:\n  §-id: a\n  -text: b", "missing_space"),
    ("type: choice\noptions:\n  - id: a\n    text: A\n  §id: b\n    text: B", "missing_dash"),
    ("type: choice\noptions:\n  - id: a\n    text: A\n  §-id: b\n    text: B", "missing_space"),
    # indentation
    ("hint: Kaca\n  §critical: true", "indentation"),
    ('hint: "Kaca"\n  §critical: true', "indentation"),
    ("source: [E8]\n §critical: true", "indentation"),
    ("hint: Kaca pecah\n  §atau buram", "text_goes_on"),
    ("hint: Kaca pecah\n  §critical true", "text_goes_on"),
    ("hint: |\n  Kaca pecah\n  atau buram".replace("|", "§|"), "line_break"),
    # keys
    ("§[a, b]: true", "key_no_text"),
]

TOP = around("type: count")
FILES = [
    ("§id perlengkapan\ntitle: Contoh\n", "missing_colon"),
    ("§id perlengkapan\n", "root_kind"),
    ("id§:perlengkapan\ntitle: Contoh\n", "missing_space"),
    (" §id: contoh\ntitle: Contoh\n", "indentation"),
    ("id: contoh\n §title: Contoh\n", "indentation"),
    (TOP + "§---\nid: lain\n", "second_document"),
    ("---\n" + TOP + "...\n§---\n", "second_document"),
    (TOP + "...\n§id: lain\n", "indentation"),
    ("§%YAML 1.1\n---\n" + TOP, "directive"),
    ("§%YAML\n---\n" + TOP, "directive"),
    ("§%YAML 2.0\n---\n" + TOP, "directive"),
    ("§%YAML 1.1\n§%YAML 1.1\n---\n" + TOP, "directive"),
    (TOP + "§%selesai\n", "directive"),
    (TOP.replace("  - title", "  §-title", 1), "missing_space"),
    (TOP.replace("sections:", "§&a sections:").replace("Lapangan", "§*a"), "anchor alias"),
    ("§- id: contoh\n", "root_kind"),
    ("§Daftar perlengkapan\n", "root_kind"),
    ("§\n# hanya komentar\n", "empty_file"),
    ("§", "empty_file"),
    ("§# hanya komentar", "empty_file"),
]


def check(text: str, codes: str, loader: Loader) -> None:
    clean, places = marked(text)
    found, faults = read(clean, loader)
    named = codes.split() * (len(places) if " " not in codes else 1)
    assert rows(faults) == [(*place, code) for place, code in zip(places, named, strict=True)]
    assert found is None
    assert all(sentence(fault) for fault in faults)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("keys", "code"), ITEMS)
def test_slip_in_an_item_is_named_where_it_was_made(keys: str, code: str, loader: Loader) -> None:
    check(around(keys if "type:" in keys or code not in WALKED else f"type: count\n{keys}"), code, loader)


# These are found by the walk, which then also asks for the type.
WALKED = {
    "comma_in_text",
    "merge_key",
    "quote_stray",
    "text_goes_on",
    "line_break",
    "missing_space",
    "key_no_text",
    "quote_open",
    "comment_in_text",
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "code"), FILES)
def test_slip_in_a_file_is_named_where_it_was_made(text: str, code: str, loader: Loader) -> None:
    check(text, code, loader)


def test_a_complaint_nobody_foresaw_is_told_in_our_own_words_too() -> None:
    mark = Mark("x", 0, 2, 4, "", 0)
    problem = MarkedYAMLError("while flying", mark, "found a bird", mark)
    assert find_slip(["a: b", "c: d", "e: f g"], [], problem) == (3, 5, "syntax", {})
