"""What survey files cost: `python tests/benchmarks/surveys.py`.

Floor: pandas reading the same million answers from CSV, with nothing else in the file. Prints figures; judges nothing.
"""

import io
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.sources.cells import text_column, text_frame
from pipelines.sources.extract import Extract
from pipelines.survey_files.standardise import standardise
from pipelines.surveys.definition import load_instrument
from pipelines.surveys.scoring import score

ANSWERS = 1_000_000
RUNS = 3


def main() -> None:
    instrument = load_instrument("hse_msit")
    rng = np.random.default_rng(7)
    respondents = ANSWERS // len(instrument.items)
    answers = pd.DataFrame(
        {item.code: rng.choice([option.value for option in item.options], respondents) for item in instrument.items}
    )
    text = answers.to_csv(index=False)
    extract = export_of(answers.assign(team_id=rng.choice([f"T{number}" for number in range(60)], respondents)))
    floor = spent_by(lambda: pd.read_csv(io.StringIO(text), dtype=str))
    read = pd.read_csv(io.StringIO(text), dtype=str)
    (standardised,) = standardise([extract]).extracts
    told("floor: pandas reads a million answers", floor, floor)
    told("scored on seven scales", spent_by(lambda: score(read, instrument)), floor)
    told("an export standardised", spent_by(lambda: standardise([extract])), floor)
    told("an export standardised and scored", spent_by(lambda: score(standardised_cells(extract), instrument)), floor)
    assert len(standardised.cells) == respondents


def export_of(answers: pd.DataFrame) -> Extract:
    """The answers as a reader of files gives them, as Google Forms would have headed them."""
    frame = answers.assign(Timestamp="2026/03/31 9:01:05 am GMT")
    headings = tuple(frame.columns)
    columns = [text_column(frame[heading].tolist()) for heading in headings]
    return Extract("survey 2026-03-31.csv", None, "0" * 64, headings, text_frame(
        headings, columns, np.arange(2, len(frame) + 2)
    ))  # fmt: skip


def standardised_cells(extract: Extract) -> pd.DataFrame:
    (standardised,) = standardise([extract]).extracts
    return standardised.cells


def spent_by(work: Callable[[], object]) -> float:
    """Seconds of processor time, the best of a few runs."""
    spent = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def told(what: str, seconds: float, floor: float) -> None:
    print(f"{what:44}{seconds:8.2f} s CPU{seconds / floor:8.2f} × floor")


if __name__ == "__main__":
    main()
