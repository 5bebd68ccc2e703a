"""How the lines of a finding are told: numbered as a spreadsheet shows them, the first few only.

What lives here: line numbers and column letters as words. What does not: any sentence about what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

KEPT_LINES = 10
"""How many line numbers a finding keeps."""
MOST_NAMED = 5
FIRST_NAMED = 3


def line_words(lines: Sequence[int]) -> str:
    """`line 3`, `lines 40, 41, 90`, or `14 lines: 3, 17, 22 …` where naming all would bury the sentence."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    if len(lines) <= MOST_NAMED:
        return f"lines {', '.join(map(str, lines))}"
    return f"{len(lines):,} lines: {', '.join(map(str, lines[:FIRST_NAMED]))} …"


def column_letters(position: int) -> str:
    """The letters a spreadsheet shows over a column; the first is A, the 27th AA."""
    letters = ""
    number = position + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def listing(words: Collection[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 code`, `3 codes`, `1,200 lines`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
