"""Saying something at a terminal: lines as they are, sentences wrapped to its width."""

import shutil
import sys

from pilkada_check.views.lines import hint

MOST_COLUMNS = 100  # longer lines are hard to follow


def width() -> int:
    """The columns of the terminal that sentences may fill."""
    return max(min(shutil.get_terminal_size().columns, MOST_COLUMNS), 20)


def height() -> int:
    """The lines of the terminal."""
    return shutil.get_terminal_size().lines


def say(*lines: str) -> None:
    """Show lines as they are."""
    for line in lines:
        print(line)
    if sys.stdout is not None:  # closed: nobody wants to hear it
        sys.stdout.flush()


def tell(text: str, indent: str = "") -> None:
    """Show a sentence, wrapped; a command at its end stays whole."""
    say(*hint(text, width(), indent))
