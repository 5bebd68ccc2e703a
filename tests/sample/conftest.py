"""The committed extracts, read once."""

import pandas as pd
import pytest
from builders.sample_figures import Month, month, month_ends, read

from sample_data import EXTRACTS


@pytest.fixture(scope="session")
def extracts() -> dict[str, pd.DataFrame]:
    return read(EXTRACTS)


@pytest.fixture(scope="session")
def months(extracts: dict[str, pd.DataFrame]) -> list[Month]:
    """The authority at each month-end, oldest first."""
    return [month(extracts, day) for day in month_ends(extracts)]


@pytest.fixture(scope="session")
def now(months: list[Month]) -> Month:
    """The authority at the last month-end."""
    return months[-1]
