"""docs/kiriman.md: the bounds in it are those of the program, and so is the order of keys."""

from doc_blocks import DOCS
from doc_tables import with_headings
from transfer_world import bundle, checked

from pilkada_check.files import bundle_names, foreign, intake, journal, kept
from pilkada_check.files.bundle import to_bytes

TEXT = (DOCS / "kiriman.md").read_text("utf-8")


def test_every_bound_is_told() -> None:
    [rows] = with_headings(TEXT, "what", "most")
    told = [row["most"] for row in rows]
    mib = [foreign.MAX_BUNDLE, foreign.MAX_HEAD, foreign.MAX_LINE]
    assert told[:3] == [f"{one >> 20} MiB" for one in mib]
    assert told[3] == f"{foreign.MAX_LINES:,}".replace(",", ".")
    assert told[4:7] == [f"{one >> 20} MiB" for one in (journal.MAX_BYTES, kept.MAX_DEFINITION, intake.MAX_REPORT)]
    assert told[7] == str(foreign.MAX_RATIO)
    assert f"beyond {foreign.MAX_FREE >> 20} MiB" in rows[7]["what"]
    assert told[8:10] == [f"{intake.MAX_FILES:,}".replace(",", "."), str(intake.MAX_DEPTH)]
    assert told[12:16] == [
        f"{one:,}".replace(",", ".")
        for one in (foreign.MAX_PIECES, foreign.MAX_COPIES, foreign.MAX_LISTS, bundle_names.MAX_FILES)
    ]
    assert told[11] == f"{bundle_names.MAX_NAME} characters, {bundle_names.MAX_FOLDERS} folders"


def test_the_keys_are_in_the_order_shown() -> None:
    lines = to_bytes(bundle([checked(1, 30).copy])).decode().splitlines()
    shown = [line.strip() for line in TEXT.splitlines() if line.startswith('    {"type":')]
    for kind in ("unit", "definition", "record", "end"):
        [told] = [line for line in shown if line.startswith(f'{{"type":"{kind}"')]
        [written, *_] = [line for line in lines if line.startswith(f'{{"type":"{kind}"')]
        keys = [part.split('"')[0] for part in told.split(',"')[1:] if '":' in part]
        places = [written.index(f',"{key}":') for key in keys]
        assert keys
        assert places == sorted(places)
