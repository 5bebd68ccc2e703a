import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.folding import folded


@pytest.mark.parametrize(
    "spelling",
    ["SW10231", " SW10231 ", "sw10231", "SW10231\n", "ＳＷ10231", "\ufeffSW10231", "SW\u200b10231", "\xa0SW10231"],
)
def test_spellings_that_a_reader_would_not_tell_apart_are_one(spelling: str):
    assert folded(spelling) == "sw10231"


def test_letters_that_differ_are_not_one():
    assert folded("José") != folded("Jose")
    assert folded("STRASSE") == folded("straße")


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\xa0", "\u200b", "\ufeff \xad"])
def test_what_nobody_can_see_is_blank(blank: str):
    assert folded(blank) == ""
