"""Help pages that fit a narrow screen: there the explanation of an option stands under it."""

import textwrap
from collections.abc import Sequence

from typer._click.formatting import HelpFormatter

NARROW = 60  # columns; below, two columns leave no room for words


class Page(HelpFormatter):
    """Typer's formatter, for any width."""

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and their explanations, in two columns where both fit."""
        if self.width >= NARROW or all(len(term) <= self.width // 3 for term, _ in rows):
            super().write_dl(rows, col_max, col_spacing)
            return
        for term, text in rows:
            for words, indent in ((term, self.current_indent), (text, self.current_indent + 4)):
                margin = " " * indent
                lines = textwrap.wrap(
                    words, self.width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False
                )
                self.write("".join(f"{line}\n" for line in lines))
