"""How to read the charts, for *Data and methods*: what is drawn, what icons mean, the four patterns, and whose rules.

What lives here: plain words and the tables they stand in. What does not: the words beside one chart (`usual`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard import formats
from dashboard.exhibits import Table
from pipelines.published import Assurance, Pattern, Variation

USUAL_RANGE: Final = (
    "Every figure goes up and down from month to month, though nothing has changed. The shaded band on a chart over "
    "time is the **usual range** of that team, service or area: where nearly all its months fall as long as things "
    "stay as they are. The line in it is its average. Months outside it carry a large mark, months that stand out by "
    "their neighbours a small one; of all others, do not ask why they went up or down. The band says what is usual, "
    "not what is good: for that, look at the target, the limit and the units beside it.\n\n"
    "The range is worked out from the figures that are shown, never from hidden ones. It starts anew where a known "
    "event, marked with a number, makes figures before and after it incomparable. For some shares and rates it is "
    "wider in months with fewer people. Fewer than 13 months give a median only; surveys and yearly figures have no "
    "range."
)
WORTH: Final = (
    "**What a mark is worth.** A mark is a reason to ask, not a finding. On simulated teams where nothing had changed, "
    "the chart of the load marked a month at least once within a year for about one team in eight when every month "
    "began anew, and for four in ten and more when half or more of a month carried over to the next, as it does with "
    "caseloads and training. Nor is the absence of a mark a proof that all is well. The signals on the overview ask "
    "for more than a mark and are wrong less often. How this was measured is told in `docs/signals-performance.md` and "
    "decision 14."
)

_PATTERNS: Final = {
    Pattern.SINGLE: ("Outside the range", "One month lies above or below the usual range."),
    Pattern.SHIFT: ("A run on one side", "Several months in a row, as a rule six, all lie above or all below average."),
    Pattern.TREND: ("A steady rise or fall", "Several months in a row, as a rule six, each go further the same way."),
    Pattern.TWO_OF_THREE: (
        "Close to the edge",
        "Two of three months in a row lie in the outer third of the range, on the same side of the average.",
    ),
}
VARIATIONS_MEAN: Final = {
    Variation.IMPROVEMENT: "The latest month stands out, in the direction that is better. Find out what helped.",
    Variation.CONCERN: "The latest month stands out, in the direction that is worse. Find out why.",
    Variation.CHANGE: "The latest month stands out, on a measure that is neither good nor bad by itself.",
    Variation.COMMON_CAUSE: "The latest month is like those before it. Only another way of working will move it.",
    Variation.NOT_JUDGED: "Too few months are shown to say what is usual.",
}
ASSURANCES_MEAN: Final = {
    Assurance.RELIABLY_MET: "The whole usual range is on the right side of the target.",
    Assurance.RELIABLY_MISSED: "The whole usual range is on the wrong side of the target. Waiting for a better month "
    "will not do.",
    Assurance.SOMETIMES_MET: "The target lies within the usual range: chance decides from month to month.",
}
_PROFILES: Final = {
    "mdc": "NHS England, Making Data Count",
    "nhse-sql-2.6": "NHS England, Making Data Count, as in its SQL version 2.6",
    "plotthedots": "the R package NHSRplotthedots",
}


def patterns() -> Table:
    """The four ways in which a month stands out."""
    return Table(("What makes a month stand out", "When"), tuple(_PATTERNS[each] for each in Pattern))


def rules(profiles: Sequence[str]) -> str:
    """By whose rules the charts of this release were made."""
    if not profiles:
        return "This release holds no monthly figures from which a usual range could be worked out."
    named = formats.listed([_PROFILES.get(each, each) for each in profiles])
    return f"The rules of this release are those of {named}. They are stored with every chart, so that none is mixed."
