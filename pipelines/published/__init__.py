"""What a release is once it is published: its tables, its words, and how it is found.

It imports only SQLAlchemy so that the dashboard stays light.
"""

from pipelines.published.questions import driver_url, held_schema_version, latest_release_id
from pipelines.published.tables import (
    METADATA,
    SCHEMA_VERSION,
    benchmark,
    finding,
    input_file,
    measure,
    outlook,
    policy_setting,
    release,
    result,
    schema_version,
    signal,
    unit,
)
from pipelines.published.words import (
    FLOORS,
    MONTHS_AHEAD,
    MONTHS_BEFORE_AN_OUTLOOK,
    SHOWN_FOR_AN_OUTLOOK,
    DisclosureRule,
    ReleaseStatus,
    SettingName,
    Severity,
    Symbol,
)

__all__ = [
    "FLOORS",
    "METADATA",
    "MONTHS_AHEAD",
    "MONTHS_BEFORE_AN_OUTLOOK",
    "SCHEMA_VERSION",
    "SHOWN_FOR_AN_OUTLOOK",
    "DisclosureRule",
    "ReleaseStatus",
    "SettingName",
    "Severity",
    "Symbol",
    "benchmark",
    "driver_url",
    "finding",
    "held_schema_version",
    "input_file",
    "latest_release_id",
    "measure",
    "outlook",
    "policy_setting",
    "release",
    "result",
    "schema_version",
    "signal",
    "unit",
]
