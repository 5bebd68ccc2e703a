"""Means of scores of a small organisation: the scores of a team's respondents are given, what is above is added up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from builders.results import measure, results
from pipelines.measures.dominance import LEAST, is_alike
from pipelines.measures.measure import Direction, MeasureUnit, Quantity, Statistic
from pipelines.measures.results import Results
from pipelines.organisation import Organisation
from pipelines.periods import PeriodKind
from pipelines.published import DisclosureRule

ENDS = (1.0, 5.0)
INVITED = Quantity("invited", "invited")
RETURNED = Quantity("returned", "respondents")
WITH_A_SCORE = Quantity("with_a_score", "answers", ("role_answered",))
ADDED = Quantity(
    "role_sum", "answers", ("role_answered",), Statistic.SUM, "role", contributor="respondent", bounds=ENDS
)
MEAN = measure(
    "role", ADDED, denominator=WITH_A_SCORE, base=WITH_A_SCORE, disclosure_rule=DisclosureRule.SURVEY,
    period_kind=PeriodKind.WAVE, unit=MeasureUnit.SCORE, scale=1.0, decimals=2, drawn_from=INVITED,
    direction=Direction.HIGHER_IS_BETTER, base_label="respondents",
)  # fmt: skip
RESPONSE_RATE = measure(
    "response_rate", RETURNED, denominator=INVITED, base=INVITED, disclosure_rule=DisclosureRule.STAFF,
    period_kind=PeriodKind.WAVE, unit=MeasureUnit.PERCENT, scale=100.0, base_label="practitioners",
)  # fmt: skip

Scores = Sequence[float]
Teams = Mapping[str, Mapping[str, Scores]]
"""By service and team."""


def scored(teams: Teams, invited: Mapping[str, int] | None = None) -> Results:
    """The mean of every unit, and the response rate of so many who were asked where they are given."""
    of_team = {team: tuple(scores) for service in teams.values() for team, scores in service.items()}
    figures = {MEAN: {team: (sum(scores), len(scores), len(scores)) for team, scores in of_team.items()}}
    if invited is not None:
        figures[RESPONSE_RATE] = {team: (len(of_team[team]), asked, asked) for team, asked in invited.items()}
    made = results({service: list(below) for service, below in teams.items()}, figures)
    within = scores_within(made.organisation, of_team)
    is_mean = made.cells["measure_key"] == MEAN.key
    of_cell = [
        within[unit] if is_of_mean else () for unit, is_of_mean in zip(made.cells["unit_id"], is_mean, strict=True)
    ]
    return replace(
        made,
        cells=made.cells.assign(
            is_dominated=[_are_alike(each) for each in of_cell],
            spread=[float(np.std(each, ddof=1)) if len(each) > 1 else np.nan for each in of_cell],
        ),
    )


def scores_within(organisation: Organisation, of_team: Mapping[str, Scores]) -> dict[str, tuple[float, ...]]:
    """The scores of everybody in each unit."""
    return {
        unit.unit_id: tuple(
            score for part in (unit, *organisation.descendants(unit.unit_id)) for score in of_team.get(part.unit_id, ())
        )
        for unit in organisation
    }


def _are_alike(scores: Scores) -> bool:
    cell = np.zeros(len(scores), dtype=np.intp)
    return bool(is_alike(cell, np.array(scores, dtype=np.float64), ENDS, LEAST.least_people, 1)[0])
