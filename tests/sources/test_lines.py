import pytest

from pipelines.sources.lines import column_letters, counted, line_words, listing


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([3], "line 3"),
        ([40, 41, 90], "lines 40, 41, 90"),
        ([2, 3, 4, 5, 6], "lines 2, 3, 4, 5, 6"),
        ([3, 17, 22, 30, 31, 32], "6 lines: 3, 17, 22 …"),
        (list(range(2, 1300)), "1,298 lines: 2, 3, 4 …"),
    ],
)
def test_few_lines_are_named_and_many_are_counted(lines: list[int], words: str):
    assert line_words(lines) == words


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(position: int, letters: str):
    assert column_letters(position) == letters


def test_a_listing_reads_as_a_sentence_does():
    assert listing(["a"]) == "a"
    assert listing(["a", "b"], "or") == "a or b"
    assert listing(["a", "b", "c"]) == "a, b and c"


def test_things_are_counted_in_the_plural_except_one():
    assert [counted(1, "code"), counted(2, "code"), counted(2, "entry", "entries")] == [
        "1 code",
        "2 codes",
        "2 entries",
    ]
