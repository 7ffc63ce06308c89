"""A finding is closed only by looking again: from cek to temuan, to whatever its page says, until it is gone."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from pages_world import KANIT, PROPAM, Given, Unit, moment
from terminal import Terminal, tool

from pilkada_check.model.events import By, FollowUp

OFFICERS = (
    "nomor,nama,pangkat,jabatan\n00010001,Budi Santoso,IPDA,Kanit Dalmas\n00010002,Siti Aminah,AIPTU,Si Propam\n"
    "00010003,Joko Susilo,KOMPOL,Kabag Ops\n"
)
KABAG = By("00010003", "Joko Susilo", "KOMPOL", "Kabag Ops")
LATER = FollowUp("Bag Log", moment("27 10.00"))
PER = ("--per", "2024-11-26T20:00:00+08:00")


def world(root: Path) -> Unit:
    """Two items, one of them critical: nothing answered yet."""
    items = {
        "helm": {"text": "Helm: berapa?", "type": "count", "need": ">= 30", "critical": "true"},
        "senter": {"text": "Senter: berapa?", "type": "count", "need": ">= 10"},
    }
    unit = Unit(root, items=items)
    unit.put("petugas.csv", OFFICERS.encode())
    return unit


def findings(root: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(tool(root, "temuan", *PER, "--format", "json").stdout)["findings"]
    return found


def shown(root: Path) -> list[tuple[str, str]]:
    return [(one["item"], one["kind"]) for one in findings(root)]


def commands(root: Path) -> list[str]:
    """The commands on the page of `temuan`, as they are typed."""
    page = tool(root, "temuan", *PER).stdout
    return [line.strip() for line in page.splitlines() if line.strip().startswith("pilkada-check")]


def follow(root: Path, command: str, when: str, number: str, *lines: str) -> str:
    """Type a command as the page shows it, say who looks, answer, and seal; what was shown."""
    with Terminal(root, *shlex.split(command)[1:], "--jam", when) as terminal:
        terminal.ask("Nomor pemutus" if " putuskan" in command else "Nomor petugas")
        terminal.type(number, "y")
        assert terminal.end(*lines, "y") == 0, terminal.text
        return terminal.text


def test_a_fail_of_the_cek(tmp_path: Path) -> None:
    """And exactly what is open is asked again."""
    unit = world(tmp_path)
    fail: Given = ("24 20.00", "helm", 27, "fail", {"need": 30, "follow_up": LATER})
    unit.record("cek", KANIT, [fail, ("24 20.01", "senter", 12, "ok")])
    assert shown(tmp_path) == [("helm", "fail")]
    [command] = commands(tmp_path)
    text = follow(tmp_path, command, "25/11/2024 16.00", KANIT.number, "30")
    assert "butir 1 dari 1" in text
    assert "Senter" not in text
    assert findings(tmp_path) == []
    assert commands(tmp_path) == []


def test_no_command_leads_to_a_target_without_a_row(tmp_path: Path) -> None:
    """It would be refused: the row comes first."""
    unit = world(tmp_path)
    fail: Given = ("24 20.00", "helm", 27, "fail", {"need": 30, "follow_up": LATER})
    unit.record("cek", KANIT, [fail], target="Ton Lama")
    assert commands(tmp_path) == []
    assert "tulis dulu barisnya kembali: Ton Lama." in tool(tmp_path, "temuan", *PER).stdout


def test_a_follow_up_of_the_cek(tmp_path: Path) -> None:
    unit = world(tmp_path)
    unit.record("cek", KANIT, [("24 20.00", "helm", 30, "ok", {"follow_up": LATER}), ("24 20.01", "senter", 12, "ok")])
    assert shown(tmp_path) == [("helm", "follow_up")]
    [command] = commands(tmp_path)
    assert "Senter" not in follow(tmp_path, command, "25/11/2024 16.00", KANIT.number, "30")
    assert findings(tmp_path) == []


@pytest.mark.parametrize("item", ["helm", "senter"])
def test_a_follow_up_of_the_ricek_alone(tmp_path: Path, item: str) -> None:
    """No cek closes it: the page leads to a ricek."""
    unit = world(tmp_path)
    unit.record("cek", KANIT, [("24 20.00", "helm", 30, "ok"), ("24 20.01", "senter", 12, "ok")])
    values = {"helm": 30, "senter": 12}
    more = {item: {"follow_up": LATER}}
    riceks: list[Given] = [("25 07.00", name, value, "ok", more.get(name, {})) for name, value in values.items()]
    unit.record("ricek", PROPAM, riceks)
    assert shown(tmp_path) == [(item, "follow_up")]
    unit.record("cek", KANIT, [("25 08.00", item, values[item], "ok")])
    assert shown(tmp_path) == [(item, "follow_up")]
    [command] = commands(tmp_path)
    assert command.endswith('ricek alat --sasaran "Ton Dalmas" --semua')
    follow(tmp_path, command, "25/11/2024 16.00", PROPAM.number, "y", "30", "12")
    assert findings(tmp_path) == []


def test_a_fail_of_both(tmp_path: Path) -> None:
    """Mended, a new cek says so; that alone leaves a dispute, which a ricek by somebody else ends."""
    unit = world(tmp_path)
    unit.record("cek", KANIT, [("24 20.00", "helm", 27, "fail"), ("24 20.01", "senter", 12, "ok")])
    unit.record("ricek", PROPAM, [("25 07.00", "helm", 27, "fail")])
    assert shown(tmp_path) == [("helm", "fail")]
    [command] = commands(tmp_path)
    assert "--temuan" in command
    follow(tmp_path, command, "25/11/2024 16.00", KANIT.number, "30")
    assert shown(tmp_path) == [("helm", "dispute")]
    settle, look = commands(tmp_path)
    assert settle == 'pilkada-check putuskan alat --sasaran "Ton Dalmas"'
    assert look == 'pilkada-check ricek alat --sasaran "Ton Dalmas"'
    follow(tmp_path, look, "25/11/2024 17.00", PROPAM.number, "y", "30")
    assert findings(tmp_path) == []


def test_a_dispute(tmp_path: Path) -> None:
    """Ruled a fail it stays a finding, with whoever mends it; then cek and ricek as for any fail."""
    unit = world(tmp_path)
    unit.record("cek", KANIT, [("24 20.00", "helm", 28, "fail"), ("24 20.01", "senter", 12, "ok")])
    unit.record("ricek", PROPAM, [("25 07.00", "helm", 27, "fail")])
    assert shown(tmp_path) == [("helm", "dispute")]
    [command] = commands(tmp_path)
    follow(tmp_path, command, "25/11/2024 08.00", KABAG.number, "3", "satu retak", "Bag Log", "26/11 15.00")
    [one] = findings(tmp_path)
    assert (one["kind"], one["follow_up"]["owner"], one["overdue"]) == ("fail", "Bag Log", True)
    [command] = commands(tmp_path)
    follow(tmp_path, command, "26/11/2024 16.00", KANIT.number, "30")
    assert shown(tmp_path) == [("helm", "dispute")]
    _settle, look = commands(tmp_path)
    follow(tmp_path, look, "26/11/2024 17.00", PROPAM.number, "y", "30")
    assert findings(tmp_path) == []


def test_nothing_else_closes_it(tmp_path: Path) -> None:
    """Not the same answer once more, not a ricek that says better, not age."""
    unit = world(tmp_path)
    unit.record("cek", KANIT, [("24 20.00", "senter", 3, "fail"), ("24 20.01", "helm", 30, "ok")])
    [command] = commands(tmp_path)
    follow(tmp_path, command, "25/11/2024 16.00", KANIT.number, "3", "Bag Log", "26/11 15.00")
    assert shown(tmp_path) == [("senter", "fail")]
    unit.record("ricek", PROPAM, [("26 07.00", "senter", 12, "ok")])
    assert shown(tmp_path) == [("senter", "dispute")]
    later = ("--per", "2024-12-10T20:00:00+08:00", "--format", "json")
    assert [one["item"] for one in json.loads(tool(tmp_path, "temuan", *later).stdout)["findings"]] == ["senter"]


def test_what_is_not_shown_while_a_ricek_runs(tmp_path: Path) -> None:
    """Findings and their commands come back once it is sealed."""
    unit = world(tmp_path)
    unit.record(
        "cek", KANIT, [("24 20.00", "helm", 27, "fail", {"follow_up": LATER}), ("24 20.01", "senter", 12, "ok")]
    )
    with Terminal(tmp_path, "ricek", "alat", "--jam", "25/11/2024 07.00") as terminal:
        terminal.ask("Nomor petugas")
        terminal.type(PROPAM.number, "y", "y")
        terminal.type("26")
        page = tool(tmp_path, "temuan", *PER)
        assert page.returncode == 0
        assert "Ricek sedang berjalan" in " ".join(page.stdout.split())
        for text in ("27", "Helm", "Bag Log"):
            assert text not in page.stdout.replace("27/11", "")
        document = json.loads(tool(tmp_path, "temuan", *PER, "--format", "json").stdout)
        assert document["findings"] == []
        assert document["veiled"] == [{"list": "alat", "target": "Ton Dalmas"}]
        assert commands(tmp_path) == ["pilkada-check ringkasan --buka " + " ".join(PER)]
        assert terminal.end("y") == 0
    assert shown(tmp_path) == [("helm", "dispute")]
