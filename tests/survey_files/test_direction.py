"""Files whose numbers are not what they are said to be: how often they are noticed, and how often wrongly."""

import numpy as np
import pandas as pd
import pytest
from builders.survey_exports import Return, position, returns, scored

from pipelines.contracts.waves import POSITION, SCORED
from pipelines.survey_files.answers import read_answers
from pipelines.survey_files.direction import CERTAIN, LIKELY, rising_together
from pipelines.survey_files.wording import Asked
from pipelines.surveys.definition import load_instrument

HSE = load_instrument("hse_msit")
FILES = 25


def surely(given: list[Return], *, written: str, said: str) -> float | None:
    """How surely answers written the one way, and said to be of the other or the same, rise together."""
    write = position if written == POSITION else scored
    answers = {
        item.code: read_answers(
            pd.Series([write(item, each.answers[item.code]) or None for each in given]), Asked(HSE, item), said
        ).given
        for item in HSE.items
    }
    return rising_together(answers, HSE)


def all_of(files: list[list[Return]], *, written: str, said: str) -> np.ndarray:
    """How surely each file rises together."""
    found = [surely(given, written=written, said=said) for given in files]
    assert None not in found
    return np.array(found, dtype=float)


def as_in_practice(number: int, seed: int, together: float = -0.45) -> list[Return]:
    """Pressure and support are two things, of which the one tells something of the other (Fisher's z is -0.48)."""
    rng = np.random.default_rng(seed)
    one, other = rng.multivariate_normal([0, 0], [[1, together], [together, 1]], number).T
    made = []
    for place in range(number):
        given = {}
        for item in HSE.items:
            at = round(2 + (one[place] if item.reverse else other[place]) + 0.8 * rng.normal())
            given[item.code] = item.options[min(max(at, 0), 4)].value
        made.append(Return("T1", given))
    return made


def unrelated(number: int, seed: int) -> list[Return]:
    """Answers that have nothing to do with one another, nor with the way in which questions are put."""
    rng = np.random.default_rng(seed)
    return [
        Return("T1", {item.code: rng.choice([option.value for option in item.options]) for item in HSE.items})
        for _ in range(number)
    ]


@pytest.mark.parametrize("said", [POSITION, SCORED])
@pytest.mark.parametrize("number", [12, 30, 100])
def test_a_file_of_what_it_is_said_to_be_is_hardly_ever_asked_about_and_not_refused(said: str, number: int) -> None:
    found = all_of([as_in_practice(number, seed) for seed in range(FILES)], written=said, said=said)
    assert (found > LIKELY).mean() <= 0.04
    assert not (found > CERTAIN).any()


@pytest.mark.parametrize("number", [12, 30, 100])
def test_answers_that_have_nothing_to_do_with_one_another_are_hardly_ever_refused(number: int) -> None:
    """One in a thousand is to be expected, and one in twenty is asked about."""
    found = all_of([unrelated(number, seed) for seed in range(4 * FILES)], written=POSITION, said=POSITION)
    assert (found > CERTAIN).mean() <= 0.01
    assert (found > LIKELY).mean() <= 0.11


@pytest.mark.parametrize(("written", "said"), [(SCORED, POSITION), (POSITION, SCORED)])
@pytest.mark.parametrize(("number", "asked", "refused"), [(12, 0.2, 0.0), (30, 0.6, 0.1), (100, 1.0, 0.8)])
def test_a_file_of_the_other_kind_is_noticed(
    written: str, said: str, number: int, asked: float, refused: float
) -> None:
    found = all_of([as_in_practice(number, seed) for seed in range(FILES)], written=written, said=said)
    assert (found > LIKELY).mean() >= asked
    assert (found > CERTAIN).mean() >= refused


def test_too_few_returns_or_questions_tell_nothing() -> None:
    assert surely(returns(9, ("hse_msit",)), written=SCORED, said=POSITION) is None
    stress = load_instrument("single_item_stress")
    assert rising_together({"SIS1": pd.Categorical(["very"] * 20)}, stress) is None


def test_answers_that_are_all_alike_tell_nothing() -> None:
    same = Return("T1", {item.code: item.options[1].value for item in HSE.items})
    assert surely([same] * 20, written=POSITION, said=POSITION) is None
