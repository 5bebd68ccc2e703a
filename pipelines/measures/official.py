"""Official statistics as results: values and symbols exactly as the Department for Education published them.

What lives here: which published column is which measure, and the completed matrix of areas and years.
What does not: the file's layout (`contracts.dfe_workforce`), or any rate worked out by us.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from pipelines.contracts.dfe_workforce import WorkforceStatistics
from pipelines.contracts.official import OfficialStatistics
from pipelines.errors import UsageError
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.measure import Measure
from pipelines.measures.official_areas import organisation_of, unit_ids
from pipelines.measures.results import CELL_COLUMNS, WHOLE, Results
from pipelines.organisation import Level, Organisation
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule, Symbol

SOURCE = (
    "Department for Education, children's social work workforce statistics. "
    "Contains public sector information licensed under the Open Government Licence v3.0."
)
AS_PUBLISHED = (
    "Shown as published. England and regions leave out authorities with missing items, so they are not the plain "
    "ratio of the columns beside them."
)
COMPLEXITY = "The number of cases says nothing of how complex they are."


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """A published column, the measure it shows, and the column that says on how much it rests."""

    measure_key: str
    column: str
    base_column: str
    base_label: str
    definition: str
    caveat: str = AS_PUBLISHED


FIGURES = (
    OfficialFigure(
        "caseload_per_fte", "caseload_fte", "case_holders_fte", "FTE of practitioners holding cases",
        "Cases held on 30 September by FTE social workers, agency included, who hold one or more, divided by the FTE "
        "of those social workers.",
        f"{COMPLEXITY} {AS_PUBLISHED}",
    ),
    OfficialFigure(
        "in_post_fte", "inpost_fte", "inpost_headcount", "practitioners in post",
        "FTE of children and family social workers employed on 30 September, agency staff excluded.",
        "Shown as published.",
    ),
    OfficialFigure(
        "agency_rate", "agency_rate_fte", "inpost_fte", "FTE in post",
        "FTE agency social workers divided by the FTE of agency social workers and social workers in post, on "
        "30 September.",
    ),
    OfficialFigure(
        "vacancy_rate", "vacancy_rate_fte", "inpost_fte", "FTE in post",
        "FTE vacancies divided by FTE vacancies and FTE in post, on 30 September. A vacancy counts when agency staff "
        "cover it, too.",
    ),
    OfficialFigure(
        "turnover_rate", "turnover_rate_fte", "inpost_fte", "FTE in post",
        "FTE leavers in the year to 30 September divided by FTE in post on that day. Moves within an authority do not "
        "count.",
    ),
    OfficialFigure(
        "absence_rate", "absence_rate_fte", "inpost_fte", "FTE in post",
        "FTE days lost to sickness in the year to 30 September, as a share of the working days of the FTE in post.",
    ),
)  # fmt: skip


def official_results(statistics: OfficialStatistics, reference_date: date | None = None) -> Results:
    """Every area × every measure × every year to the reference date (by default the last year of the file).

    An authority that a year does not list shows `z` in the years before it first and after it last stood in the file,
    where the question does not arise; any other area or year that is not listed shows `x`. Raises `UsageError` where
    the reference date is before the first year.
    """
    workforce = _until(statistics.workforce, reference_date)
    organisation = organisation_of(workforce.areas)
    years = range(int(workforce.areas["year"].min()), int(workforce.areas["year"].max()) + 1)
    return Results(
        organisation=organisation,
        measures=official_measures(),
        links=(),
        reference_date=period_end(years[-1]),
        cells=_cells(workforce, organisation, years),
    )


def official_measures() -> tuple[Measure, ...]:
    """The measures of the catalogue that the department publishes, as it defines them."""
    return tuple(
        replace(
            BY_KEY[figure.measure_key],
            definition=figure.definition,
            base_label=figure.base_label,
            caveat=figure.caveat,
            source=SOURCE,
            period_kind=PeriodKind.YEAR,
            disclosure_rule=DisclosureRule.OFFICIAL,
            lowest_level=Level.AUTHORITY,
            breakdowns=(),
        )
        for figure in FIGURES
    )


def period_end(year: int) -> date:
    """The day of the census."""
    return date(year, 9, 30)


def _until(workforce: WorkforceStatistics, reference_date: date | None) -> WorkforceStatistics:
    if reference_date is None:
        return workforce
    kept = workforce.areas["year"].map(period_end) <= reference_date
    if not kept.any():
        first = period_end(int(workforce.areas["year"].min()))
        raise UsageError(f"The official statistics begin with {first:%d %B %Y}. Give a --reference-date from then on.")
    return WorkforceStatistics(workforce.areas[kept], workforce.numbers[kept], workforce.symbols[kept])


def _cells(workforce: WorkforceStatistics, organisation: Organisation, years: range) -> pd.DataFrame:
    area_years = pd.MultiIndex.from_arrays([unit_ids(workforce.areas), workforce.areas["year"]])
    every_area_year = pd.MultiIndex.from_product([[unit.unit_id for unit in organisation], years])
    numbers = workforce.numbers.set_axis(area_years).reindex(every_area_year)
    symbols = workforce.symbols.set_axis(area_years).reindex(every_area_year)
    unlisted = _symbol_where_unlisted(area_years, every_area_year, organisation)
    unit_id, year = (every_area_year.get_level_values(level) for level in (0, 1))
    cells = [
        pd.DataFrame(
            {
                "unit_id": unit_id,
                "measure_key": figure.measure_key,
                "period_end": pd.to_datetime([period_end(found) for found in years])[year - years[0]],
                "value": numbers[figure.column].to_numpy(),
                "symbol": symbols[figure.column].where(symbols[figure.column].notna(), unlisted).to_numpy(),
                "base": numbers[figure.base_column].where(numbers[figure.column].notna()).to_numpy(),
            }
        )
        for figure in FIGURES
    ]
    return (
        pd.concat(cells, ignore_index=True)
        .assign(
            breakdown_topic=WHOLE,
            breakdown=WHOLE,
            is_dominated=False,
            **dict.fromkeys(("numerator", "denominator", "spread"), float("nan")),
        )
        .loc[:, list(CELL_COLUMNS)]
    )


def _symbol_where_unlisted(listed: pd.MultiIndex, wanted: pd.MultiIndex, organisation: Organisation) -> pd.Series:
    """`z` where an authority did not exist, otherwise `x`; missing where the year lists the area."""
    unit_id, year = (wanted.get_level_values(level) for level in (0, 1))
    years = listed.get_level_values(1).to_series().groupby(listed.get_level_values(0).to_numpy())
    existed = (year >= years.min().reindex(unit_id)) & (year <= years.max().reindex(unit_id))
    is_authority = unit_id.isin([unit.unit_id for unit in organisation.at(Level.AUTHORITY)])
    symbols = np.where(is_authority & ~existed, Symbol.NOT_APPLICABLE, Symbol.NOT_AVAILABLE)
    return pd.Series(symbols, index=wanted).mask(wanted.isin(listed))
