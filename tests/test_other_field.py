"""Another field, end to end: flood posts of a disaster agency. No screen, page or file speaks of the shipped field."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from field_words import of_the_field
from setup_dialog import Dialog
from terminal import Terminal, tool

LISTS = ROOT / "tests" / "other_field" / "checklists"
POSTS = [f"Pos {letter}" for letter in "ABCDEF"]
FORMATS = ("terminal", "text", "markdown", "csv", "json")
PER = ("--per", "20/1/2025 06.00")
HEAD, SECOND, THIRD = "REL-01", "REL-02", "REL-03"
NO, NIHIL = {"id": "t", "en": "n"}, {"id": "NIHIL", "en": "NIL"}
# By a word of the prompt, whatever its language; a later word of it counts more.
SETUP = {
    r"Name of the unit|Nama satuan": "Satgas Banjir Kota Contoh",
    r"above Satgas|di atas Satgas": "Provinsi Contoh",
    r"above Provinsi|di atas Provinsi": "",
    r"Small unit|Satuan kecil": "",
    r"Alert day|Hari siaga": "20/1/2025",
    r"Last day|Hari terakhir": "28/2/2025",
    r"Time zone|Zona waktu": "1",
    r"Numbers with|Nomor dengan": "1 2 3",
    r"Name 1 of the boats|perahu 1 \(": "Perahu 1",
    r"Name 2 of the boats|perahu 2 \(": "",
    **{rf"Name {n} of the shelters|pos {n} \(": post for n, post in enumerate(POSTS, 1)},
    r"Name 7 of the shelters|pos 7 \(": "",
    r"Fill them in|Isi sekarang": "y",
    r"officer 1\b|petugas 1\b": HEAD,
    r"officer 2\b|petugas 2\b": SECOND,
    r"officer 3\b|petugas 3\b": THIRD,
    r"officer 4\b|petugas 4\b": "",
    r"(?:Name|Nama) >": "Petugas Contoh",
    r"(?:Rank|Pangkat) >": "Relawan",
    r"(?:Post|Jabatan) >": "Ketua pos",
    r"Right\?|Benar\?": "y",
    r"muatan \(": "8",
    r"pengungsi \(": "20",
    r"letak \(": "bukit",
    r"juru_masak \(": "4",
}


class Post:
    """The unit on one laptop, and everything that its screens and pages said."""

    def __init__(self, root: Path, lang: str, said: list[str]) -> None:
        self.root, self.lang, self.said = root, lang, said
        root.mkdir(exist_ok=True)

    def run(self, *words: str, code: int = 0) -> str:
        """A command without a terminal."""
        done = tool(self.root, *words, "--lang", self.lang)
        assert (done.returncode, done.stderr) == (code, ""), (words, done.stdout, done.stderr)
        self.said.append(done.stdout)
        return done.stdout

    def walk(self, *words: str, lines: tuple[str, ...], columns: int = 40) -> str:
        """A command at a terminal, each line at its prompt, to its end; what it showed."""
        with Terminal(self.root, *words, "--lang", self.lang, columns=columns) as terminal:
            terminal.ask()
            assert terminal.end(*lines) == 0, terminal.text
            assert not terminal.too_wide()
            self.said.append(terminal.text)
            return " ".join(terminal.text.split())


def set_up(post: Post) -> None:
    """`mulai` asks by the unit's own lists and facts."""
    shutil.copytree(LISTS, post.root / "checklists")
    dialog = Dialog(post.root, lang=post.lang)
    dialog.answer({**SETUP, r"Language|Bahasa layar": "1" if post.lang == "id" else "2"})
    assert dialog.end() == 0, dialog.said
    post.said.append(dialog.said)
    officers = "".join(f"REL-0{n},Petugas Contoh {letter},Relawan,Ketua pos\n" for n, letter in enumerate("ABC", 1))
    (post.root / "petugas.csv").write_text(f"nomor,nama,pangkat,jabatan\n{officers}", encoding="utf-8")
    sheet = (post.root / "pilkada.yaml").read_text("utf-8")
    (post.root / "pilkada.yaml").write_text(sheet + "\nposko: {name: Pusat Kendali, phone: '112'}\n", encoding="utf-8")


def cek(post: Post, jam: str, *lines: str, on: tuple[str, ...], verb: str = "cek", number: str = HEAD) -> str:
    """A round at a terminal, from the officer's number to the seal."""
    return post.walk(verb, *on, "--jam", jam, lines=(number, "y", *lines, "y"))


@pytest.mark.long
@pytest.mark.parametrize("lang", ["id", "en"])
def test_flood_posts(tmp_path: Path, lang: str) -> None:
    """From an empty folder to a settled difference, a lot, a report and the summary in every form."""
    said: list[str] = []
    here, there = Post(tmp_path / "sini", lang, said), Post(tmp_path / "sana", lang, said)
    no = NO[lang]
    set_up(here)
    here.run("validasi", "--ketat")
    shelf = here.run("daftar", *PER)
    assert ("Hari siaga: Senin 20 Januari 2025" if lang == "id" else "Alert day: Monday 20 January 2025") in shelf
    for form in FORMATS:
        here.run("daftar", "pos", "--format", form, *PER)
    for page in ("--sumber", "--beban", "--beda"):
        here.run("daftar", page)

    pos_a, pos_b = ("pos", "--sasaran", "Pos A"), ("pos", "--sasaran", "Pos B")
    late = ("Logistik", "20/1 05.00")
    stuck = ("ada", "rr", "tersendat", no, *late, "sedikit", "299", *late, "2", "kurir Petugas Contoh D", "ada")
    shown = cek(here, "19/1/2025 08.00", *stuck, NIHIL[lang], on=pos_a)
    assert (
        "Sesuai 1, catatan 2, tidak sesuai 2, kosong 0" if lang == "id" else "remark 2, does not 2, empty 0"
    ) in shown
    cek(here, "19/1/2025 08.30", "b", "y", "300", "1", NIHIL[lang], on=pos_b)
    cek(here, "18/1/2025 09.00", "y", "7 1 0", "y", no, "Logistik", ".n", "3/2025", on=("perahu",))
    dyke = ("3", "0", "0", "1", "s", "Logistik", ".n", "5.45", "y", "17/1/2025", "y", "pompa disiapkan", no)
    cek(here, "18/1/2025 10.00", *dyke, on=("dapur",))

    here.run("ekspor", "--kosong", "-o", str(tmp_path / "perangkat.txt"))
    there.run("terima", str(tmp_path / "perangkat.txt"))
    shown = cek(there, "19/1/2025 12.00", "rr", "tersendat", no, "299", on=pos_a, verb="ricek", number=SECOND)
    assert ("ricek tercatat MANDIRI" if lang == "id" else "recorded as INDEPENDENT") in shown
    assert "300" not in shown[: shown.index("(y/t) > y Disegel" if lang == "id" else "(y/n) > y Sealed")]
    cek(there, "19/1/2025 12.30", "b", "y", "280", on=pos_b, verb="ricek", number=SECOND)
    there.run("ekspor", "-o", str(tmp_path / "dua.txt.gz"))
    here.run("terima", str(tmp_path / "dua.txt.gz"))
    ruling = (THIRD, "y", "1", "280", "dihitung bertiga", "Logistik", ".n", "y")
    shown = here.walk("putuskan", "--jam", "19/1/2025 15.00", lines=ruling)
    assert ("PUTUSAN: 280." if lang == "id" else "RULING: 280.") in shown

    lot = (HEAD, "y", "Petugas Contoh C", "3 5 1 1 6 2 4 3", "Petugas Contoh D", "Hujan di halaman 17")
    shown = here.walk("rencana", "--jam", "19/1/2025 16.00", lines=lot)
    danger = ("air naik ke tangga pos", "Pos C", "05.10", "warga dipindah", "1", HEAD, "y", "1")
    shown = here.walk("lapor", "--jam", "20/1/2025 05.30", lines=danger, columns=80)
    assert "Pusat Kendali (112)" in shown
    pages = {form: here.run("ringkasan", "--format", form, *PER, code=1) for form in FORMATS}
    summary = json.loads(pages["json"])
    assert (summary["unit"], summary["readiness"]) == (["Provinsi Contoh", "Satgas Banjir Kota Contoh"], "not_ready")
    failed = {
        (part["target"], one["item"]) for part in summary["parts"] for one in part["reasons"] if one["code"] == "fail"
    }
    assert failed == {
        ("Pos A", "jalan-keluar"), ("Pos A", "air-bersih"), ("Pos B", "air-bersih"), ("Perahu 1", "pelampung"),
        ("unit", "piket"),
    }  # fmt: skip
    assert ("1 dari 6 pos diricek, 1 berbeda" if lang == "id" else "1 of 6 shelters re-checked, 1 different") in pages[
        "text"
    ]
    for page in ("--ke-depan", "--cadangan"):
        here.run("ringkasan", page, *PER, code=1)
    for words in (("temuan",), ("temuan", "--selisih"), ("lapor", "--daftar"), ("rencana", "--format", "text")):
        here.run(*words, *(PER if words[0] == "temuan" else ()))
    here.walk(lines=("?", "", "0"))
    written = [path for path in tmp_path.rglob("*") if path.suffix in {".yaml", ".csv", ".txt", ".jsonl"}]
    said += [path.read_text("utf-8") for path in written]
    assert len(written) > 20
    assert not {word: text for text in said for word in of_the_field(text)}
