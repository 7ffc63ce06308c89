"""What a checklist may not say: each fault at its place (§ marks it), the same from both loaders."""

import pytest
from reader_world import BOOK, HEAD, LOADERS, TABLES, around, listed, marked, read, rows

from pilkada_check.files.reader import read_checklist
from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.model.expression import Expression, literal
from pilkada_check.model.faults import Fault
from pilkada_check.model.text import Text
from pilkada_check.views.faults import sentence

# Keys of one item beside id and text
ITEMS = [
    # keys
    ("type: count\n§hnit: Helm", "unknown_key"),
    ("type: count\n§petunjuk: Helm", "unknown_key"),
    ("type: count\n§Hint: Helm", "unknown_key"),
    ("type: count\n§bendera: merah", "unknown_key"),
    ("type: count\n§type: count", "duplicate_key"),
    ("type: count\n§hint:", "empty_value"),
    ("type: count\n§hint: ''", "empty_value"),
    ("type: count\n§hint: ~", "empty_value"),
    ("type: count\n§need: null", "empty_value"),
    ("type: count\n§source: []", "empty_value"),
    ("type: count\n§hint: {}", "empty_value"),
    ("type: count\nhint: §'  '", "empty_entry"),
    ("type: count\nsource: [E8, §'']", "empty_entry"),
    ("type: count\nsource:\n  - E8\n  -§", "empty_entry"),
    ("type: count\nhint: §{en: Helmet}", "missing_key"),
    ("type: count\nhint: {id: Helm, §ina: Helm}", "unknown_key"),
    ("type: count\nhint: {id: Helm, §en: }", "empty_value"),
    # short names
    (f"type: count\nshort: §{'a' * 31}", "bad_short"),
    ("type: count\nshort: §Helm – PHH", "bad_short"),
    ("type: count\nshort: {id: Helm, en: §Hełmets}", "bad_short"),
    ("type: count\nshort: §[Helm]", "want_words"),
    # kinds
    ("type: count\nhint: §[a, b]", "want_words"),
    ("type: count\nwhen: §[helm_wajib > 0]", "want_text"),
    ("type: count\nwhen: §{a: b}", "want_text"),
    ("type: count\nsource: §E8", "want_list"),
    ("type: count\nsource: §{E8: a}", "want_list"),
    ("type: count\nsource: [§[E8]]", "want_text"),
    ("type: choice\noptions: [§ht, §kurir]", "want_mapping"),
    ("type: choice\noptions: §{id: ht, text: HT}", "want_list"),
    ("type: breakdown\nparts: §[hadir, sakit]\ntotal: personel", "want_mapping"),
    ("type: condition\nstates: §baik", "want_mapping"),
    ("type: count\ncritical: §ya", "want_truth"),
    ("type: count\ncritical: §True", "want_truth"),
    ("type: count\nsensitive: §'yes'", "want_truth"),
    ("type: §number", "unknown_type"),
    ("type: §Count", "unknown_type"),
    ("type: §count inventory", "unknown_type"),
    # keys of other types
    ("type: text\n§need: '>= 3'", "key_not_for_type"),
    ("type: confirm\n§need: '>= 3'", "key_not_for_type"),
    ("type: risk\n§expect: ya", "key_not_for_type"),
    ("type: count\n§states: {b: a, rr: b, rb: c}", "key_not_for_type"),
    ("type: count\n§warn_days: 3", "key_not_for_type"),
    ("type: valid_until\n§since: election_day", "key_not_for_type"),
    ("type: time\n§usual: 0..5", "key_not_for_type"),
    ("type: date\n§nihil: true\n§digits: true", "key_not_for_type"),
    # needs
    ("type: count\nneed: §5", "bad_need"),
    ("type: count\nneed: §helm_wajib", "bad_need"),
    ("type: count\nneed: §'> 5'", "bad_need"),
    ("type: count\nneed: §== 5", "bad_need"),
    ("type: count\nneed: §=> 5", "bad_need"),
    ("type: count\nneed: §'>='", "bad_need"),
    ("type: count\nneed: §'<> 5'", "bad_need"),
    ("type: count\nneed: '>= §helm_wajb'", "unknown_fact"),
    ("type: count\nneed: '>= §helm-wajib'", "unknown_fact"),
    ("type: count\nneed: '>=  §Helm_wajib'", "unknown_fact"),
    ("type: count\nneed: = §helm_wajb", "unknown_fact"),
    ("type: count\nneed: '>= §jenis'", "fact_of_table"),
    ("type: count\nneed: '>= §dalmas > 3'", "expression_not_number"),
    ("type: count\nneed: '>= §buka'", "expression_not_number"),
    ("type: count\nneed: '>= §senpi_di_tps'", "expression_not_number"),
    ("type: count\nneed: '>= §election_day'", "expression_not_number"),
    ("type: count\nneed: '>= 5 §orang'", "expression_syntax"),
    ("type: count\nneed: '>= §helm_wajib ** 2'", "expression_syntax"),
    ("type: count\nneed: '>= §007'", "expression_syntax"),
    ("type: count\nneed: '>= 1 + §round(2)'", "expression_function"),
    ("type: count\nneed: '>= 1 + §ceil'", "expression_arguments"),
    ("type: count\nneed: '>= 1 + §ceil()'", "expression_arguments"),
    ("type: count\nneed: '>= §9999999999999999'", "expression_number"),
    ("type: count\nneed: §'>= 3 / 0'", "expression_uncomputable"),
    ("type: count\nneed: §= 2.5", "need_impossible"),
    ("type: count\nneed: §<= -1", "need_impossible"),
    ("type: time\nneed: <= §07:00", "time_unquoted"),
    ("type: time\nneed: <= §07.00", "expression_not_time"),
    ("type: time\nneed: <= §helm_wajib", "expression_not_time"),
    ("type: count\nusual: §0..50\nneed: '>= 51'", "need_outside_usual"),
    ("type: count\nusual: §10..50\nneed: = 5", "need_outside_usual"),
    ("type: inventory\nusual: §10..50\nneed: <= 5", "need_outside_usual"),
    ("type: count\nusual: §5..1", "usual_order"),
    ("type: count\nusual: §0-200", "bad_usual"),
    ("type: count\nusual: §-5..200", "bad_usual"),
    ("type: count\nusual: §a..b", "bad_usual"),
    # when
    ("type: count\nwhen: §helm_wajib", "expression_not_truth"),
    ("type: count\nwhen: §ceil(helm_wajib / 2)", "expression_not_truth"),
    ("type: count\nwhen: helm_wajib §= 0", "expression_single_equals"),
    ("type: count\nwhen: helm_wajib > §0 & dalmas > 0", "expression_syntax"),
    ("type: count\nwhen: helm_wajib > 0 and §dalma > 0", "unknown_fact"),
    ("type: count\nwhen: 'helm_wajib > 0 and §dalma > 0'", "unknown_fact"),
    ('type: count\nwhen: "helm_wajib > 0 and §dalma > 0"', "unknown_fact"),
    ("type: count\nwhen: 'senpi_di_tps == \"ya\" and §dalma > 0'", "unknown_fact"),
    ('type: count\nwhen: "senpi_di_tps == \\"ya\\" and §dalma > 0"', "unknown_fact"),
    ('type: count\nwhen: "senpi_di_tps == \\x22ya\\u0022 and §dalma > 0"', "unknown_fact"),
    ("type: count\nwhen: '§\"it''s\" == senpi_di_tps or dalma > 0'", "expression_value"),
    ("type: count\nwhen: >-\n  helm_wajib > 0\n  and §dalma > 0", "unknown_fact"),
    (
        "type: count\nwhen: >-\n  helm_wajib > 0\n\n  and §dalma > 0".replace(">-", "§>-").replace("§d", "d"),
        "line_break",
    ),
    ("type: count\nwhen: senpi_di_tps == §ya", "word_unquoted"),
    ('type: count\nwhen: senpi_di_tps == §"mungkin"', "expression_value"),
    (
        'type: count\nwhen: senpi_di_tps == "yä" or §dalma > 0'.replace("§d", "d").replace('"yä"', '§"yä"'),
        "expression_value",
    ),
    ("type: count\nwhen: dalmas > 0 or senpi_di_tps == §5", "expression_kinds"),
    ('type: count\nwhen: §senpi_di_tps > "a"', "expression_order"),
    ('type: count\nwhen: senpi_di_tps in §"ya"', "expression_in"),
    ("type: count\nwhen: senpi_di_tps == §“ya”", "expression_quotes"),
    ("type: count\nwhen: dalmas > 0 and §tps.real > 0", "expression_syntax"),
    ("type: count\nwhen: buka > §07:00", "time_unquoted"),
    # agree
    ("type: count\nagree: §sama", "bad_agree"),
    ("type: count\nagree: §within", "bad_agree"),
    ("type: count\nagree: §within -3", "bad_agree"),
    ("type: count\nagree: §within 0", "bad_agree"),
    ("type: text\nagree: §within 3", "agree_within"),
    ("type: inventory\nagree: §within 3", "agree_within"),
    # confirm, dates
    ("type: confirm\nexpect: §yes", "want_ya"),
    ("type: confirm\nexpect: §no", "want_ya"),
    ("type: confirm\nexpect: §true", "want_ya"),
    ("type: valid_until\nwarn_days: §-1", "number_range"),
    ("type: valid_until\nwarn_days: §30 hari", "want_number"),
    ("type: valid_until\nwarn_days: §1.5", "want_number"),
    ("type: valid_until\nuntil: §16-12-2024", "want_date"),
    ("type: valid_until\nuntil: §2024-02-30", "want_date"),
    ("type: valid_until\nuntil: §operation_end", "unknown_fact"),
    ("type: valid_until\nuntil: §helm_wajib", "expression_not_date"),
    ("type: valid_until\nuntil: §buka", "expression_not_date"),
    ("type: date\nsince: §2024-12-01\nuntil: 2024-11-01", "since_after_until"),
    ("type: date\nmax_age: §2", "want_days"),
    ("type: date\nmax_age: §12h", "want_days"),
    ("type: date\nmax_age: §0d", "want_days"),
    # what has parts of its own
    ("type: choice", "missing_key@id"),
    ("type: choice\noptions: §[{id: a, text: A}]", "options_few"),
    ("type: choice\noptions: §[{id: a, text: A, outcome: fail}, {id: b, text: B, outcome: fail}]", "options_none_pass"),
    ("type: choice\noptions: [{id: a, text: A}, {id: §a, text: B}]", "duplicate_id"),
    ("type: choice\noptions: [{id: a, text: A}, §{id: b}]", "missing_key"),
    ("type: choice\noptions: [{id: a, text: A}, {id: §B, text: B}]", "bad_id"),
    ("type: choice\noptions: [{id: a, text: A}, {id: b, text: B, outcome: §gagal}]", "unknown_value"),
    ("type: choice\noptions: [{id: a, text: A}, {id: b, text: B, ask: §ya}]", "want_truth"),
    ("type: choice\noptions: [{id: a, text: A}, {id: b, text: B, §nilai: 3}]", "unknown_key"),
    ("type: breakdown\ntotal: personel", "missing_key@id"),
    ("type: breakdown\ntotal: personel\n§parts: {}", "empty_value"),
    ("type: breakdown\nparts: {hadir: hadir}", "missing_key@id"),
    ("type: breakdown\nparts: {hadir: hadir, §hadir: lagi}\ntotal: personel", "duplicate_key"),
    ("type: breakdown\nparts: {§Hadir: hadir}\ntotal: personel", "bad_id"),
    ("type: breakdown\nparts: {hadir: hadir}\ntotal: §personil", "unknown_fact"),
    ("type: breakdown\nparts: {hadir: hadir}\ntotal: §personel > 3", "expression_not_number"),
    ("type: breakdown\nparts: {hadir: hadir}\ntotal: '§>= personel'", "expression_syntax"),
    ("type: condition", "missing_key@id"),
    ("type: condition\nstates: §{b: a, rr: b}", "missing_key"),
    ("type: condition\nstates: {b: a, rr: b, rb: c, §baik: d}", "unknown_key"),
]

# Keys of the list itself
LISTS = [
    ("id: §Contoh", "bad_id"),
    ("id: §contoh_satu", "bad_id"),
    ("id: §contoh--satu", "bad_id"),
    ("id: §-contoh", "bad_id"),
    ("id: §contoh satu", "bad_id"),
    ("id: §../contoh", "bad_id"),
    ("id: §contoh.yaml", "bad_id"),
    ("§id: ", "empty_value"),
    ("title: §[a]", "want_words"),
    ("title: §{}".replace("title: §", "§title: "), "empty_value"),
    ("version: §{a: b}", "want_text"),
    ("§judul: Contoh", "unknown_key"),
    ("for: §regu", "unknown_table"),
    ("for: §kendaran", "unknown_table"),
    ("for: §[satuan]", "want_text"),
    ("due: §H-8", "want_list"),
    ("due: [H-1, §H-8]", "due_order"),
    ("due: [H-8, §H-8]", "due_twice"),
    ("due: [H-8, H-1, §H-1 18.00]", "due_order"),
    ("due: [H-8, H-1 18.00, §H-1 18:00]", "due_twice"),
    ("due: [H-8, §H]", "due_needs_hour"),
    ("due: [§H+1]", "bad_due"),
    ("due: [§H-0]", "bad_due"),
    ("due: [§h-1]", "bad_due"),
    ("due: [§H-1 25.00]", "bad_due"),
    ("due: [§H-1 18]", "bad_due"),
    ("due: [§2024-11-26]", "bad_due"),
    ("due: [§H 07.30-05.30]", "due_backwards"),
    ("due: [§H 07.30-07.30]", "due_backwards"),
    ("due: [H-8, §[H-1]]", "want_text"),
    ("due:\n  - H-8\n  -§", "empty_entry"),
    ("valid_for: §3", "bad_valid_for"),
    ("valid_for: §0d", "bad_valid_for"),
    ("valid_for: §3 hari", "bad_valid_for"),
    ("ricek: §kritis", "unknown_value"),
    ("ricek: §Critical", "unknown_value"),
    ("agree: §sama", "bad_agree"),
    ("minutes: §0", "number_range"),
    ("minutes: §45 menit", "want_number"),
    ("sample: §5%", "want_mapping"),
    ("sample: §{tolerance: 5%}", "missing_key"),
    ("sample: {tolerance: §5, confidence: 95%}", "want_share"),
    ("sample: {tolerance: §0%, confidence: 95%}", "share_range"),
    ("sample: {tolerance: 5%, confidence: §100%}", "share_range"),
    ("sample: {tolerance: 5%, confidence: §101%}", "share_range"),
    ("sample: {tolerance: §-5%, confidence: 95%}", "want_share"),
    ("sample: {tolerance: 5%, confidence: 95%, always: '§kelas == 1'}", "unknown_fact"),
    ("sample: {tolerance: 5%, confidence: 95%, always: §helm_wajib}", "expression_not_truth"),
    ("for: unit\n§sample: {tolerance: 5%, confidence: 95%}", "sample_unit"),
    ("ricek: none\n§sample: {tolerance: 5%, confidence: 95%}", "sample_no_ricek"),
    ("reviewed: {by: Bag Ops, on: §1/11/2024}", "want_date"),
    ("reviewed: §Bag Ops", "want_mapping"),
    ("reviewed: {§oleh: Bag Ops}", "unknown_key"),
    ("sources: §[E8]", "want_mapping"),
    ("sources: {E8: a, §E8: b}", "duplicate_key"),
    ("sources: {§[a]: b}", "key_no_text"),
    ("sources: {E8: §[a]}", "want_words"),
]

FILES = [
    ("§judul: Contoh\n", "unknown_key missing_key missing_key missing_key"),
    (HEAD + "§sections: []\n", "empty_value"),
    (HEAD + "sections: §Lapangan\n", "want_list"),
    (HEAD + "sections:\n  - §title: Lapangan\n", "missing_key"),
    (HEAD + "sections:\n  - title: Lapangan\n    §items: []\n", "empty_value"),
    (HEAD + "sections:\n  - title: Lapangan\n    items: [§helm]\n", "want_mapping"),
    (HEAD + "sections:\n  - title: Lapangan\n    items:\n      - §type: count\n", "missing_key missing_key"),
    (around("type: count") + "      - id: §satu\n        text: Lagi?\n        type: count\n", "duplicate_id"),
    (
        around("type: count")
        + "  - title: Gudang\n    items:\n"
        + "      - {id: dua, text: A, type: risk}\n      - {id: §satu, text: B, type: risk}\n",
        "duplicate_id",
    ),
    (around("type: count\nshort: Helm") + "      - {id: dua, text: B, type: risk, short: §helm}\n", "short_twice"),
    (
        around("type: count\nshort: {id: Helm, en: Helmets}")
        + "      - {id: dua, text: B, type: risk, short: {id: Topi, en: §Helmets}}\n"
        + "      - {id: tiga, text: C, type: risk, short: §helmets}\n",
        "short_twice",
    ),
    (around("type: count").replace("id: satu", "id: §Satu"), "bad_id"),
    (around("type: count").replace("text: Helm?", "text: §[Helm]"), "want_words"),
    (listed("agree: §within 5", "type: text"), "agree_within"),
    (listed("agree: §within 5", "type: count\nagree: outcome").replace("§", ""), ""),
    # all at once, by place
    (
        around("type: §number\ncritical: §ya\nwhen: §helm > 0\n§hnit: a"),
        "unknown_type want_truth unknown_fact unknown_key",
    ),
]


def check(text: str, codes: str, loader: Loader) -> list[Fault]:
    clean, places = marked(text)
    found, faults = read(clean, loader)
    names = codes.split()
    if names and names[0].endswith("@id"):
        names, places = [names[0].removesuffix("@id")], [(8, 9)]
    faults = [fault for fault in faults if not fault.warning]
    if len(names) == 1:
        names *= len(places)
    if len(places) == 1:
        places *= len(names)
    assert sorted(rows(faults)) == sorted((*place, code) for place, code in zip(places, names, strict=True))
    assert (found is None) is bool(names)
    assert all(sentence(fault) for fault in faults)
    return faults


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("keys", "code"), ITEMS)
def test_item_is_refused_where_it_is_wrong(keys: str, code: str, loader: Loader) -> None:
    assert check(around(keys), code, loader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("keys", "code"), LISTS)
def test_list_is_refused_where_it_is_wrong(keys: str, code: str, loader: Loader) -> None:
    assert check(listed(keys), code, loader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "codes"), FILES)
def test_file_is_refused_where_it_is_wrong(text: str, codes: str, loader: Loader) -> None:
    check(text, codes, loader)


WARNINGS = [
    ("type: count\nsource: [E8, §E9]", "source_unlisted"),
    ("type: count\nsource: [§E9]", "source_unlisted"),
    ("type: count\nsource: ['~E8']", ""),
    ("type: count\nwhen: §dalmas < 0", "never_true"),
    ("type: count\nwhen: 'dalmas > 3 and dalmas < 4'".replace("'d", "§'d"), "never_true"),
    ("type: count\nwhen: 'dalmas == -1 or not dalmas < 7.5 and dalmas <= 7'".replace("'d", "§'d"), "never_true"),
    ("type: count\nwhen: 'dalmas > 3 and dalmas < 5'", ""),
    ("type: count\nwhen: dalmas < personel and dalmas > personel", ""),  # two facts
    ("type: count\nwhen: dalmas + 1 < 1", ""),  # arithmetic
    ("type: count\nwhen: §senpi_di_tps not in ['ya', 'tidak']".replace("'", '"'), "never_true"),
    ('type: count\nwhen: §election_day > "2024-11-27" and election_day < "2024-11-28"', "never_true"),
    ('type: count\nwhen: election_day > "2024-11-27" and election_day < "2024-11-29"', ""),
    ('type: count\nwhen: §buka > "23:59"', "never_true"),
    ("type: count\nneed: '>= 30'\nhint: §Ambil 30 helm dari gudang.", "hint_tells"),
    ("type: count\nneed: '>= 1266'\nhint: §Semua (1.266).", "hint_tells"),
    (
        "type: count\nneed: = 10 + 20\nhint: {id: Hitung., en: §Take 30.}".replace("{", "§{").replace("§T", "T"),
        "hint_tells",
    ),
    ('type: time\nneed: <= "07:00"\nhint: §Paling lambat 07.00.', "hint_tells"),
    ("type: breakdown\nparts: {a: a, b: b}\ntotal: 12\nhint: §Harus 12.", "hint_tells"),
    ("type: count\nneed: '>= 30'\nhint: Tahun 2030, 300 orang, 3.300, 30,5.", ""),
    ("type: count\nneed: '>= helm_wajib'\nhint: Wajib 30.", ""),
]
LONG = "Helm dan tameng dan tongkat dan rompi dan pelindung dan kedok gas dihitung satu satu."


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("keys", "code"), WARNINGS)
def test_warning_hinders_nothing(keys: str, code: str, loader: Loader) -> None:
    clean, places = marked(listed("sources: {E8: Protap}", keys))
    found, faults = read(clean, loader)
    assert rows(faults) == [(*place, code) for place in places]
    assert all(fault.warning and sentence(fault) for fault in faults)
    assert found is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"§{LONG}", "text_long"),
        (f"{{id: Helm?, en: §{LONG}}}", "text_long"),
        ("§Helm ada? Tameng ada?", "two_questions"),
        ("{id: Helm?, en: '§'}".replace("'§'", "§'Helmets? Shields?'"), "two_questions"),
        (LONG[:84], ""),
        ("Helm ada?", ""),
    ],
)
def test_text_that_does_not_fit_a_line_or_asks_twice_is_warned_of(text: str, code: str) -> None:
    clean, places = marked(around("type: count").replace("Helm?", text))
    found, faults = read(clean)
    assert rows(faults) == [(*place, code) for place in places]
    assert found is not None


@pytest.mark.parametrize(
    ("text", "param", "meant"),
    [
        (around("type: count\nhnit: a"), "near", "hint"),
        (around("type: count\npetunjuk: a"), "near", "hint"),
        (around("type: count\nSOURCE: [a]"), "near", "source"),
        (around("type: conut"), "near", "count"),
        (around("type: inventaris"), "near", "inventory"),
        (listed("for: kendaran"), "near", "kendaraan"),
        (listed("ricek: kritikal"), "near", "critical"),
        (around("type: count\nneed: '>= helm-wajib'"), "near", "helm_wajib"),
        (around("type: count\nneed: '>= personil'"), "near", "personel"),
        (around('type: count\nwhen: senpi_di_tps == "iya"'), "near", "ya"),
        (around('type: count\nwhen: jenis == "R2"'), "tables", "kendaraan"),
        (around("type: count\nbendera: a"), "near", ""),
    ],
)
def test_what_was_meant_is_offered(text: str, param: str, meant: str) -> None:
    found, faults = read(text)
    assert found is None
    assert dict(faults[0].params)[param] == meant
    assert (meant in sentence(faults[0])) is bool(meant) or not meant


def test_key_that_was_meant_is_not_missing_as_well() -> None:
    assert rows(read(around("type: count").replace("text:", "txet:"))[1]) == [(9, 9, "unknown_key")]


def test_a_sound_list_says_what_it_was_given_and_what_goes_without_saying() -> None:
    checklist, faults = read(listed("due: [H-8, H-1 18.00, H 5.30-07:30]", "type: valid_until"))
    assert faults == []
    assert checklist is not None
    assert (checklist.id, checklist.title, checklist.version, checklist.target) == (
        "contoh",
        Text("Contoh"),
        "1",
        "satuan",
    )
    assert (checklist.ricek, checklist.agree, checklist.sample, checklist.valid_for) == ("critical", None, None, None)
    assert [(due.days_before, due.start, due.end) for due in checklist.due] == [
        (8, "", ""),
        (1, "", "18:00"),
        (0, "05:30", "07:30"),
    ]
    (item,) = checklist.items()
    assert item.until == Expression("operation_ends", ("operation_ends",))
    assert (item.warn_days, item.critical, item.sensitive, item.agree, item.usual) == (30, False, False, None, None)


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ("type: count\nneed: '>=helm_wajib*2'", "need.text", ">= helm_wajib*2"),
        ("type: count\nneed: =  3", "need.text", "= 3"),
        ("type: confirm\nexpect: tidak", "expect", False),
        ("type: date\nsince: 2024-08-26", "since", literal("2024-08-26")),
        ("type: date\nuntil: election_day", "until.text", "election_day"),
        ("type: date\nmax_age: 14d", "max_age", 14),
        ("type: count\nagree: within 15", "agree.within", 15),
        ("type: count\nusual: 0 .. 50", "usual", (0, 50)),
        ("type: count\nhint: 007", "hint", Text("007")),
        ("type: count\nhint: no", "hint", Text("no")),
        ("type: count\nhint: 12:30", "hint", Text("12:30")),
        ("type: count\nhint: 1.10", "hint", Text("1.10")),
        ("type: count\nhint: 2:8:16", "hint", Text("2:8:16")),
        ("type: count\nhint: '~'", "hint", Text("~")),
        ("type: count\nhint: 'null'", "hint", Text("null")),
        ("type: count\nhint: {id: Sudah ada?, en: Is it there?}", "hint", Text("Sudah ada?", "Is it there?")),
        ("type: count\nhint: >-\n  Kaca pecah\n  = RR.", "hint", Text("Kaca pecah = RR.")),
        ("type: count\nhint: >\n  Kaca pecah\n  = RR.\n\n", "hint", Text("Kaca pecah = RR.")),
        ("type: count\nhint: ' Kaca '", "hint", Text("Kaca")),
        (
            "type: count\nhint: Kaca & 2 * 3! [K] {K}, 'a' \"b\"; 5% @posko#1?",
            "hint",
            Text("Kaca & 2 * 3! [K] {K}, 'a' \"b\"; 5% @posko#1?"),
        ),
        ("type: count\nhint: Kaca  # hitung dua kali", "hint", Text("Kaca")),
        ('type: count\nhint: "Kaca 😀 é #1"', "hint", Text("Kaca 😀 é #1")),
    ],
)
def test_scalars_stay_as_they_were_written(keys: str, field: str, value: object) -> None:
    checklist, faults = read(around(keys))
    assert faults == []
    assert checklist is not None
    found: object = next(checklist.items())
    for name in field.split("."):
        found = getattr(found, name)
    assert found == value


def test_hash_is_of_every_byte_and_own_is_kept() -> None:
    text = around("type: count")
    data = ("\ufeff" + text.replace("\n", "\r\n")).encode()
    plain, marked_ = read(text)[0], read_checklist(data, "x", BOOK, TABLES, own=True)[0]
    assert plain is not None
    assert marked_ is not None
    assert (plain.own, marked_.own) == (False, True)
    assert plain.sha256 != marked_.sha256
    assert plain.sections == marked_.sections


def test_two_lists_of_one_book_share_nothing_but_the_book() -> None:
    one = read(around("type: count\nwhen: helm_wajib > 0"))
    other = read(listed("for: kendaraan", "type: count\nwhen: helm_wajib > 0"))
    assert one[0] is not None
    assert [fault.code for fault in other[1]] == ["fact_of_table"]
