"""What `headroom explain KEY` prints: one measure, one signal rule or one topic of charts, with its sources."""

from __future__ import annotations

from difflib import get_close_matches

from pipelines.errors import UsageError
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.document import explain_measure
from pipelines.signals.catalogue import RULES, explain_rule
from pipelines.signals.chart_document import TOPICS, explain_chart


def explain(key: str) -> str:
    """The definition in words. Raises `UsageError` for an unknown key, with the nearest one there is."""
    if key in BY_KEY:
        return explain_measure(BY_KEY[key])
    if explanation := explain_rule(key) or explain_chart(key):
        return explanation
    near = get_close_matches(key, [*BY_KEY, *(rule.key for rule in RULES), *TOPICS], n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"No measure or rule is called {key}.{meant} `headroom measures` lists the measures.")
