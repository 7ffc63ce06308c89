"""A command that a screen shows can be copied: no line end within it, at any width."""

from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.views.lines import cells, hint

SENTENCES = st.sampled_from(["", "Go on with: ", "Read docs/uji-petik.md. Again: ", "  Masih selisih: 2 butir. "])
COMMANDS = st.lists(st.from_regex(r"[a-z0-9/.-]{1,20}|\"[A-Z][a-z]{1,9} [0-9]{1,3}\"", fullmatch=True), max_size=9).map(
    lambda words: " ".join(["pilkada-check", "cek", *words])
)


@given(sentence=SENTENCES, command=COMMANDS, width=st.integers(20, 100), indent=st.sampled_from(["", " ", "  "]))
def test_a_command_stays_whole(sentence: str, command: str, width: int, indent: str) -> None:
    lines = hint(sentence + command, width, indent)
    assert lines[-1].endswith(command)
    assert " ".join(" ".join(lines).split()) == " ".join((sentence + command).split())
    assert all(cells(line) <= width for line in lines if line != indent + command)


def test_a_program_that_is_only_named_is_wrapped() -> None:
    text = "Update pilkada-check here first, then take the same file in once more."
    assert all(cells(line) <= 40 for line in hint(text, 40))
