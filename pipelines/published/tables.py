"""The tables the dashboard and every export may read.

What lives here: the published schema, and what the database itself refuses. What does not: writing a release
(`publish`), or reading one (`dashboard.queries`).
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from pipelines.published.words import (
    FLOORS,
    Assurance,
    ChartKind,
    DisclosureRule,
    EventKind,
    Pattern,
    ReleaseStatus,
    SettingName,
    Severity,
    Standing,
    Symbol,
    Variation,
    Verdict,
)

SCHEMA_VERSION = 4
"""Raised by every change to these tables; a program refuses a database that holds another version."""

METADATA = MetaData()


def _one_of(column: str, values: type[StrEnum], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


def _release_id() -> Column[int]:
    return Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True)


schema_version = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

release = Table(
    "release",
    METADATA,
    Column("release_id", Integer, primary_key=True),
    Column("created_at", DateTime, nullable=False),
    Column("reference_date", Date, nullable=False),
    Column("policy", String(32), nullable=False),
    Column("software_version", String(32), nullable=False),
    Column("inputs_sha256", String(64), nullable=False),
    # Which key the identifiers were replaced with (it tells nothing of the key); none where there were no identifiers.
    Column("pseudonym_key_id", String(16), nullable=True),
    Column("status", String(16), nullable=False),
    _one_of("status", ReleaseStatus, "release_status_known"),
)

policy_setting = Table(
    "policy_setting",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    Column("setting", String(32), nullable=False),
    # Empty text where it makes no difference whose privacy is at stake.
    Column("applies_to", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("value", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
    _one_of("setting", SettingName, "setting_known"),
)

workload_setting = Table(
    "workload_setting",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    # The authority in which it applies.
    Column("unit_id", String(64), nullable=False),
    Column("setting", String(32), nullable=False),
    # A role, status or measure; empty text where it is about nothing in particular.
    Column("applies_to", String(64), nullable=False),
    Column("applies_from", Date, nullable=False),
    Column("value", Float, nullable=False),
    # Empty text where the authority has not set it.
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
)

weighted_load = Table(
    "weighted_load",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("value", Float, nullable=True),
    Column("symbol", String(4), nullable=True),
    Column("average_weight", Float, nullable=True),
    CheckConstraint("(value IS NULL) <> (symbol IS NULL)", name="weighted_value_or_symbol"),
    CheckConstraint("(value IS NULL) = (average_weight IS NULL)", name="weighted_symbol_stands_alone"),
    _one_of("symbol", Symbol, "weighted_symbol_known"),
)

input_file = Table(
    "input_file",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    Column("authority", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=True),
    Column("dataset", String(32), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
)

unit = Table(
    "unit",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent_id", String(64), nullable=True),
)

measure = Table(
    "measure",
    METADATA,
    _release_id(),
    Column("measure_key", String(64), primary_key=True),
    Column("topic", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("decimals", Integer, nullable=False),
    Column("direction", String(32), nullable=False),
    Column("period_kind", String(16), nullable=False),
    Column("base_label", Text, nullable=False),
    Column("disclosure_rule", String(16), nullable=False),
    Column("source", Text, nullable=False),
    Column("caveat", Text, nullable=False),
    # The ends of its scale, of a mean of scores.
    Column("least", Float, nullable=True),
    Column("most", Float, nullable=True),
)

band = Table(
    "band",
    METADATA,
    _release_id(),
    Column("measure_key", String(64), primary_key=True),
    # From the lowest up, beginning with 1.
    Column("number", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    # Where it begins; none for the lowest, which has no beginning.
    Column("begins", Float, nullable=True),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    CheckConstraint("(begins IS NULL) = (number = 1)", name="lowest_band_has_no_beginning"),
)

result = Table(
    "result",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    # Empty text, not NULL, for the whole: NULL cannot be part of a key.
    Column("breakdown_topic", String(32), primary_key=True),
    # Codes, or titles as they were written.
    Column("breakdown", String(128), primary_key=True),
    Column("value", Float, nullable=True),
    Column("symbol", String(4), nullable=True),
    Column("base", Float, nullable=True),
    Column("lower", Float, nullable=True),
    Column("upper", Float, nullable=True),
    # The standard deviation among respondents, of a mean of scores.
    Column("spread", Float, nullable=True),
    Column("disclosure_rule", String(16), nullable=False),
    CheckConstraint("(value IS NULL) <> (symbol IS NULL)", name="value_or_symbol"),
    # A hidden number must not be readable from what was printed beside it.
    CheckConstraint(
        "symbol IS NULL OR (base IS NULL AND lower IS NULL AND upper IS NULL AND spread IS NULL)",
        name="symbol_stands_alone",
    ),
    _one_of("symbol", Symbol, "symbol_known"),
    _one_of("disclosure_rule", DisclosureRule, "disclosure_rule_known"),
    CheckConstraint(
        "symbol IS NOT NULL OR disclosure_rule = 'official' OR (base IS NOT NULL AND ("
        f"(disclosure_rule = 'children' AND (base = 0 OR base >= {FLOORS[DisclosureRule.CHILDREN]})) OR "
        f"(disclosure_rule = 'staff' AND base >= {FLOORS[DisclosureRule.STAFF]}) OR "
        f"(disclosure_rule = 'survey' AND base >= {FLOORS[DisclosureRule.SURVEY]})))",
        name="base_at_or_over_floor",
    ),
    Index("result_by_measure", "release_id", "measure_key", "period_end"),
    # SQLite keeps the rows in the order of their key: a fifth smaller, and a unit's figures lie together.
    sqlite_with_rowid=False,
)

signal = Table(
    "signal",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("rule", String(32), primary_key=True),
    Column("severity", String(16), nullable=False),
    Column("sentence", Text, nullable=False),
    # The first month of what is told; none where it has no beginning.
    Column("since", Date, nullable=True),
    # What moved together with it; empty text where nothing is said.
    Column("beside", Text, nullable=False),
    _one_of("severity", Severity, "severity_known"),
)

outlook = Table(
    "outlook",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    # A month after the release's last, for which there is no result.
    Column("period_end", Date, primary_key=True),
    Column("lower", Float, nullable=False),
    Column("middle", Float, nullable=False),
    Column("upper", Float, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("chance_over", Float, nullable=False),
    Column("hits", Integer, nullable=False),
    Column("tried", Integer, nullable=False),
    CheckConstraint("lower <= middle AND middle <= upper", name="outlook_in_its_interval"),
    CheckConstraint("chance_over BETWEEN 0 AND 1", name="chance_is_a_share"),
    CheckConstraint("hits BETWEEN 0 AND tried", name="hits_were_tried"),
)

change = Table(
    "change",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("earlier_period", Date, nullable=False),
    Column("difference", Float, nullable=False),
    # The 95% limits of the difference; none where it is not tested.
    Column("lower", Float, nullable=True),
    Column("upper", Float, nullable=True),
    Column("verdict", String(16), nullable=False),
    CheckConstraint("earlier_period < period_end", name="compared_with_earlier"),
    CheckConstraint("(lower IS NULL) = (upper IS NULL) AND (lower IS NULL OR lower <= upper)", name="limits_of_change"),
    _one_of("verdict", Verdict, "verdict_known"),
    sqlite_with_rowid=False,
)

funnel_point = Table(
    "funnel_point",
    METADATA,
    _release_id(),
    # The authority or the nation among whose teams or authorities a unit stands.
    Column("group_id", String(64), primary_key=True),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    # What chance is the smaller for: people, cases, FTE, or the cases that the hours available allow for.
    Column("size", Float, nullable=False),
    Column("value", Float, nullable=False),
    Column("pooled", Float, nullable=False),
    Column("lower_95", Float, nullable=False),
    Column("upper_95", Float, nullable=False),
    Column("lower_998", Float, nullable=False),
    Column("upper_998", Float, nullable=False),
    Column("standing", String(16), nullable=False),
    CheckConstraint("size > 0", name="size_of_something"),
    CheckConstraint(
        "lower_998 <= lower_95 AND lower_95 <= upper_95 AND upper_95 <= upper_998", name="limits_inside_one_another"
    ),
    _one_of("standing", Standing, "standing_known"),
)

chart = Table(
    "chart",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("profile", String(32), nullable=False),
    Column("points", Integer, nullable=False),
    # Of the latest shown month.
    Column("variation", String(16), nullable=False),
    Column("assurance", String(16), nullable=False),
    Column("target", Float, nullable=True),
    Column("words", Text, nullable=False),
    _one_of("kind", ChartKind, "chart_kind_known"),
    _one_of("variation", Variation, "variation_known"),
    _one_of("assurance", Assurance, "assurance_known"),
)

chart_limit = Table(
    "chart_limit",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    # A stretch of months with the same centre and limits.
    Column("first_period", Date, primary_key=True),
    Column("last_period", Date, nullable=False),
    Column("centre", Float, nullable=False),
    Column("lower", Float, nullable=True),
    Column("upper", Float, nullable=True),
    CheckConstraint("lower <= centre AND centre <= upper", name="centre_in_its_limits"),
)

chart_point = Table(
    "chart_point",
    METADATA,
    _release_id(),
    Column("unit_id", String(64), primary_key=True),
    Column("measure_key", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    # The pattern that is told first; only months that are special have a row.
    Column("pattern", String(16), nullable=False),
    Column("variation", String(16), nullable=False),
    _one_of("pattern", Pattern, "pattern_known"),
    _one_of("variation", Variation, "point_variation_known"),
)

known_event = Table(
    "known_event",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    # It holds for the unit and all below it.
    Column("unit_id", String(64), nullable=False),
    # None: for every measure.
    Column("measure_key", String(64), nullable=True),
    Column("happened_on", Date, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("recalculates", Boolean, nullable=False),
    _one_of("kind", EventKind, "event_kind_known"),
)

benchmark = Table(
    "benchmark",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    Column("measure_key", String(64), nullable=False),
    Column("population", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("lower", Float, nullable=True),
    Column("upper", Float, nullable=True),
    # How many people or organisations it rests on; none where that is not said.
    Column("respondents", Integer, nullable=True),
    # Whoever wished to answered, so it is no sample of anybody.
    Column("self_selected", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("benchmark_by_measure", "release_id", "measure_key"),
)

finding = Table(
    "finding",
    METADATA,
    _release_id(),
    Column("number", Integer, primary_key=True),
    Column("dataset", String(32), nullable=False),
    Column("file", Text, nullable=False),
    Column("rule", String(64), nullable=False),
    Column("column", Text, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("lines", Text, nullable=False),
    Column("message", Text, nullable=False),
)
