"""Published releases for the dashboard's tests, as plain rows: one council, one national, and their edge cases.

What lives here: invented cells of the shape the pipeline publishes. What does not: any rule of the pipeline; nothing
here is computed from people, and no page may depend on a particular number of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import create_engine, insert

from builders import dashboard_charts
from pipelines import published as tables
from pipelines.periods import month_ends
from pipelines.published import FLOORS, METADATA, SCHEMA_VERSION, DisclosureRule

FIRST_MONTH, LAST_MONTH = date(2023, 4, 30), date(2026, 3, 31)
MONTHS = month_ends(FIRST_MONTH, LAST_MONTH)
AHEAD = month_ends(date(2026, 4, 30), date(2026, 6, 30))
WAVES = [date(year, month, 30) for year in (2023, 2024, 2025) for month in (6, 11)]
YEARS = [date(year, 9, 30) for year in range(2017, 2026)]

CHILDREN, STAFF, SURVEY, OFFICIAL = DisclosureRule
HIGHER, LOWER, NEITHER = "higher_is_better", "lower_is_better", "neither"

# key: topic, unit, decimals, direction, base, rule, middle value, whether only services and above are published
MEASURES: dict[str, tuple[str, str, int, str, str, DisclosureRule, float, bool]] = {
    "caseload_per_fte": ("caseload", "cases per FTE", 1, NEITHER, "case holders", STAFF, 15.5, False),
    "load_ratio": ("caseload", "%", 0, NEITHER, "case holders", STAFF, 103, False),
    "over_limit_share": ("caseload", "%", 0, LOWER, "case holders", STAFF, 44, False),
    "open_cases": ("caseload", "children", 0, NEITHER, "children", CHILDREN, 105, False),
    "cases_without_capacity": ("caseload", "children", 0, LOWER, "children", CHILDREN, 9, False),
    "unallocated_cases": ("caseload", "children", 0, LOWER, "children", CHILDREN, 8, False),
    "cases_opened": ("caseload", "children", 0, NEITHER, "children", CHILDREN, 12, False),
    "cases_closed": ("caseload", "children", 0, NEITHER, "children", CHILDREN, 11, False),
    "children_on_plans": ("caseload", "children", 0, NEITHER, "children", CHILDREN, 14, False),
    "plans_for_sexual_abuse_share": ("caseload", "%", 1, NEITHER, "children on plans", CHILDREN, 4.1, True),
    "exposure_gap": ("online_abuse", "%", 0, LOWER, "children", CHILDREN, 38, False),
    "online_share_of_all_cases": ("online_abuse", "%", 0, NEITHER, "children", CHILDREN, 21, False),
    "online_share_of_sexual_abuse_cases": ("online_abuse", "%", 0, NEITHER, "children", CHILDREN, 27, True),
    "online_not_recorded_share": ("online_abuse", "%", 0, LOWER, "children", CHILDREN, 12, False),
    "online_cases_by_form": ("online_abuse", "children", 0, NEITHER, "children", CHILDREN, 20, True),
    "training_cover_online_abuse": ("training", "%", 0, HIGHER, "practitioners", STAFF, 58, False),
    "training_cover_sexual_abuse": ("training", "%", 0, HIGHER, "practitioners", STAFF, 66, False),
    "training_cover_diversity": ("training", "%", 0, HIGHER, "practitioners", STAFF, 71, False),
    "training_hours_per_practitioner": ("training", "hours", 1, HIGHER, "practitioners", STAFF, 21, False),
    "training_own_time_share": ("training", "%", 0, LOWER, "practitioners", STAFF, 17, False),
    "stressed_moderately_or_very": ("wellbeing", "%", 0, LOWER, "respondents", SURVEY, 61, False),
    "able_to_tell_manager": ("wellbeing", "%", 0, HIGHER, "respondents", SURVEY, 55, False),
    "response_rate": ("wellbeing", "%", 0, HIGHER, "practitioners invited", STAFF, 63, False),
    "oac_positive": ("wellbeing", "%", 0, HIGHER, "respondents", STAFF, 52, False),
    "managerial_supervision_in_time": ("support", "%", 0, HIGHER, "practitioners", STAFF, 72, False),
    "peer_supervision_in_time": ("support", "%", 0, HIGHER, "practitioners", STAFF, 49, False),
    "specialist_wait_median": ("support", "weeks", 1, LOWER, "children", CHILDREN, 17, True),
    "specialist_wait_over_26_weeks": ("support", "%", 0, LOWER, "children", CHILDREN, 24, True),
    "specialist_waits_open": ("support", "children", 0, LOWER, "children", CHILDREN, 16, True),
    "in_post_fte": ("workforce", "FTE", 1, NEITHER, "practitioners", STAFF, 7.6, False),
    "agency_rate": ("workforce", "%", 1, LOWER, "practitioners", STAFF, 15.2, True),
    "vacancy_rate": ("workforce", "%", 1, LOWER, "practitioners", STAFF, 14.8, False),
    "turnover_rate": ("workforce", "%", 1, LOWER, "practitioners", STAFF, 13.9, True),
    "absence_rate": ("workforce", "%", 1, LOWER, "practitioners", STAFF, 3.6, True),
}
SCALES = ("demands", "control", "managers_support", "peer_support", "relationships", "role", "change")
SURVEYED: dict[str, tuple[str, str, int, str, str, DisclosureRule, float, bool]] = {
    **{f"msit_{scale}": ("wellbeing", "score", 2, HIGHER, "respondents", SURVEY, 3.2, False) for scale in SCALES},
    "oac1_ge25": ("online_abuse", "%", 0, NEITHER, "respondents", SURVEY, 52, False),
    "oac2_concerned": ("training", "%", 0, LOWER, "respondents", SURVEY, 48, False),
    "oac3_need_support": ("training", "%", 0, LOWER, "respondents", SURVEY, 70, False),
    "oac8_not_know_signs": ("training", "%", 0, LOWER, "respondents", SURVEY, 45, False),
    "csa_training": ("training", "%", 0, HIGHER, "respondents", SURVEY, 35, False),
    "csa_diversity_confident": ("training", "%", 0, HIGHER, "respondents", SURVEY, 31, False),
    "sup_quality": ("support", "%", 0, HIGHER, "respondents", SURVEY, 55, False),
    "sup_monthly": ("support", "%", 0, HIGHER, "respondents", SURVEY, 68, False),
    "csa_peer_gap": ("support", "points", 0, NEITHER, "respondents", SURVEY, 12, False),
    "holders_quarter_online": ("online_abuse", "%", 0, NEITHER, "holders of such cases", STAFF, 40, True),
}
"""What a release holds more where the survey asked with every instrument."""
NATIONAL_MEASURES = (
    "caseload_per_fte",
    "in_post_fte",
    "agency_rate",
    "vacancy_rate",
    "turnover_rate",
    "absence_rate",
)
LOAD_DEFINITION = "Cases held at the month-end divided by 15 × the capacity of those who hold them."
CONFIDENCE = "oac_positive"
OF_RECORDS = ("holders_quarter_online",)
WAVE_MEASURES = (
    *("stressed_moderately_or_very", "able_to_tell_manager", "response_rate", CONFIDENCE),
    *(key for key in SURVEYED if key not in OF_RECORDS),
)
GROWS_WITH_THE_UNIT = ("children", "FTE")
BREAKDOWNS = {
    "open_cases": ("status", ("assessment", "cin", "cp", "cla", "care_leaver", "other")),
    "online_cases_by_form": ("online_harm", ("grooming", "images", "coercion", "livestream", "contact", "exposure")),
}

SERVICES = {
    "Assessment": ("Eastgate assessment", "Westbrook assessment", "Harbour assessment", "Duty and first contact"),
    "Safeguarding": ("Riverside", "Millfield", "Old Town", "Park Hill", "Quayside"),
    "Children in care": ("Through care north", "Through care south", "Leaving care", "Adoption support"),
    "Specialist": ("Exploitation and missing", "Disabled children", "Family group"),
}
OVERLOADED, UNTRAINED, RECOVERING, TINY = "Riverside", "Exploitation and missing", "Millfield", "Family group"

Row = dict[str, Any]

WORKLOAD: list[Row] = [
    {
        "unit_id": "northmere",
        "setting": setting,
        "applies_to": applies_to,
        "applies_from": date(1990, 1, 1),
        "value": value,
        "reason": "",
        "source": "Setting the Bar, Scotland 2022, indicative." if setting == "case_limit" else "Project decision.",
    }
    for setting, applies_to, value in (
        ("case_limit", "", 15.0),
        ("near_limit_percent", "", 90.0),
        ("well_over_limit_percent", "", 120.0),
        ("target", "load_ratio", 100.0),
    )
]
"""The numbers that the program brings along, as they apply in the council."""
BESIDE: Row = {
    "since": date(2025, 9, 30),
    "beside": "Between August 2025 and March 2026: supervision in time fell from 78% to 44%.",
}
"""What the overloaded team's signal says of its beginning and of what moved together with it."""

SETTINGS: list[Row] = [
    {
        "setting": "floors",
        "applies_to": rule.value,
        "label": f"Fewest {words} on whom a figure may rest",
        "value": str(floor),
        "reason": f"Fewer {words} could be recognised.",
        "source": "Invented for a fictional authority",
    }
    for (rule, floor), words in zip(FLOORS.items(), ("children", "practitioners", "respondents"), strict=True)
]


def fresh_database(address: str) -> None:
    """Tables and schema version, no release."""
    engine = create_engine(address)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(tables.schema_version), {"version": SCHEMA_VERSION})
    engine.dispose()


def council_release(
    address: str, *, suppressed: bool = False, survey: bool = True, confidence: bool = False, surveyed: bool = False
) -> None:
    """One authority, 4 services, 16 teams, 36 months. `suppressed` hides every cell; without `survey` none was held.

    With `confidence` the survey also asked how sure people are of work on online abuse, and so many answered in every
    team that it may be shown there; where it `surveyed` everything, it asked with every instrument.
    """
    units = list(_council_units())
    measures = {key: row for key, row in MEASURES.items() if survey or key not in WAVE_MEASURES}
    if not confidence and not surveyed:
        measures.pop(CONFIDENCE, None)
    if surveyed:
        measures |= SURVEYED
    cells = list(_council_cells(units, measures))
    if suppressed:
        cells = [_hidden(cell) for cell in cells]
    _publish(address, units, measures, cells, signals=_signals(units) if not suppressed else [], kind=None)


def national_release(address: str) -> None:
    """England, three regions, nine authorities, nine years of official statistics."""
    units = list(_national_units())
    measures = {key: MEASURES[key] for key in NATIONAL_MEASURES}
    _publish(address, units, measures, list(_national_cells(units, measures)), signals=[], kind="year")


def _council_units() -> Iterator[Row]:
    yield _unit("E92000001", "England", "nation", None)
    yield _unit("E12000099", "Northern coast", "region", "E92000001")
    yield _unit("northmere", "Northmere", "authority", "E12000099")
    number = 0
    for place, (service, teams) in enumerate(SERVICES.items(), start=1):
        yield _unit(f"S{place}", service, "service", "northmere")
        for team in teams:
            number += 1
            yield _unit(f"T{number:02d}", team, "team", f"S{place}")


def _national_units() -> Iterator[Row]:
    yield _unit("E92000001", "England", "nation", None)
    for region in ("North East", "Yorkshire and The Humber", "South West"):
        code = f"E12{sum(map(ord, region)):06d}"
        yield _unit(code, region, "region", "E92000001")
        for number in range(1, 4):
            yield _unit(f"{code}-{number}", f"{region} council {number}", "authority", code)


def _unit(unit_id: str, name: str, level: str, parent_id: str | None) -> Row:
    return {"unit_id": unit_id, "name": name, "level": level, "parent_id": parent_id}


def _council_cells(units: list[Row], measures: dict[str, Any]) -> Iterator[Row]:
    size = {"authority": 16.0, "service": 4.0, "team": 1.0}
    for unit in units:
        if unit["level"] not in size:
            continue
        for key, (_, scale, _, _, _, rule, middle, services_only) in measures.items():
            if services_only and unit["level"] == "team":
                continue
            periods = WAVES if key in WAVE_MEASURES else MONTHS
            factor = size[unit["level"]] if scale in GROWS_WITH_THE_UNIT else 1.0
            chance = random.Random(f"{unit['unit_id']}{key}")
            own = 1 + chance.uniform(-0.12, 0.12) / math.sqrt(size[unit["level"]])
            for place, period_end in enumerate(periods):
                drift = _story(unit["name"], key, place / len(periods))
                value = middle * factor * own * drift * (1 + chance.uniform(-0.05, 0.05))
                base = _base(rule, scale, value, size[unit["level"]])
                yield from _with_breakdown(_cell(unit, key, period_end, value, base), unit)


def _story(team: str, key: str, progress: float) -> float:
    if team == OVERLOADED and key in {"caseload_per_fte", "load_ratio", "over_limit_share", "open_cases"}:
        return 0.95 + 0.5 * progress**2
    if team == UNTRAINED and key in {"online_share_of_all_cases", "exposure_gap"}:
        return 1.9
    if team == UNTRAINED and key == "training_cover_online_abuse":
        return 0.45
    if team == RECOVERING and key in {"stressed_moderately_or_very", "load_ratio"}:
        return 1.25 - 0.4 * progress
    if key in {"online_share_of_all_cases", "online_share_of_sexual_abuse_cases"}:
        return 0.8 + 0.35 * progress
    return 1.0 + (0.06 * progress if key == "load_ratio" else 0.0)


def _base(rule: DisclosureRule, scale: str, value: float, size: float) -> float:
    if scale == "children":
        return round(value)
    return round({CHILDREN: 40, STAFF: 8, SURVEY: 7}[rule] * size)


def _cell(unit: Row, key: str, period_end: date, value: float, base: float) -> Row:
    _, scale, decimals, _, _, rule, _, _ = (MEASURES | SURVEYED)[key]
    value = round(value) if scale == "children" else round(value, decimals + 1)
    limits: dict[str, float | None] = {"lower": None, "upper": None}
    if scale == "score":
        limits = {"lower": max(value - 0.12, 1.0), "upper": min(value + 0.12, 5.0)}
    if scale == "%" and key != "load_ratio":
        value, half = min(value, 100.0), 90 / math.sqrt(max(base, 1) + 4)
        limits = {"lower": max(value - half, 0.0), "upper": min(value + half, 100.0)}
    shown = _row(unit["unit_id"], key, period_end, rule) | {"value": value, "base": base} | limits
    too_few = base < FLOORS[rule] and not (rule is CHILDREN and base == 0)
    return _hidden(shown) if too_few or unit["name"] == TINY else shown


def _row(unit_id: str, key: str, period_end: date, rule: DisclosureRule) -> Row:
    numbers = dict.fromkeys(("value", "symbol", "base", "lower", "upper", "spread"))
    return {
        "unit_id": unit_id,
        "measure_key": key,
        "period_end": period_end,
        "breakdown_topic": "",
        "breakdown": "",
        "disclosure_rule": rule.value,
    } | numbers


def _hidden(cell: Row, symbol: str = "c") -> Row:
    return cell | {"value": None, "symbol": symbol, "base": None, "lower": None, "upper": None, "spread": None}


def _with_breakdown(whole: Row, unit: Row) -> Iterator[Row]:
    yield whole
    topic, parts = BREAKDOWNS.get(whole["measure_key"], ("", ()))
    if unit["level"] == "team" or not parts:
        return
    for place, part in enumerate(parts):
        count = round((whole["value"] or 0) * 0.45 / (place + 1))
        cell = whole | {"breakdown_topic": topic, "breakdown": part, "value": float(count), "base": float(count)}
        yield cell if count == 0 or count >= FLOORS[CHILDREN] else _hidden(cell)


def _national_cells(units: list[Row], measures: dict[str, Any]) -> Iterator[Row]:
    size = {"nation": 4000.0, "region": 400.0, "authority": 30.0}
    for unit in units:
        for key, (_, scale, _, _, _, _, middle, _) in measures.items():
            chance = random.Random(f"{unit['unit_id']}{key}")
            own = 1 + chance.uniform(-0.25, 0.25) / math.sqrt(size[unit["level"]] / 30)
            factor = size[unit["level"]] if scale in GROWS_WITH_THE_UNIT else 1.0
            for place, year in enumerate(YEARS):
                value = middle * own * factor * (1.1 - 0.015 * place) * (1 + chance.uniform(-0.03, 0.03))
                cell = _row(unit["unit_id"], key, year, OFFICIAL) | {"value": value}
                withheld = unit["level"] == "authority" and chance.random() < 0.06
                yield _hidden(cell, chance.choice("cxu")) if withheld else cell


def _signals(units: list[Row]) -> list[Row]:
    by_name = {unit["name"]: unit["unit_id"] for unit in units}
    told = [
        (OVERLOADED, "load_ratio", "overload", "critical", "Cases are 145% of what the team has hours for."),
        (OVERLOADED, "caseload_per_fte", "shift", "warning", "Caseload has been above its own average for 8 months."),
        (
            OVERLOADED,
            "stressed_moderately_or_very",
            "change",
            "notice",
            "More people say they are stressed than before.",
        ),
        (UNTRAINED, "exposure_gap", "special", "critical", "72% of online abuse cases are held without training."),
        (
            UNTRAINED,
            "training_cover_online_abuse",
            "two_of_three",
            "warning",
            "Training cover is below the usual range.",
        ),
        (
            "Harbour assessment",
            "managerial_supervision_in_time",
            "trend",
            "warning",
            "Supervision is later each month.",
        ),
        ("Quayside", "unallocated_cases", "special", "warning", "More cases than usual have nobody to hold them."),
        (RECOVERING, "peer_supervision_in_time", "shift", "improvement", "Peer supervision has risen for 7 months."),
        ("Northmere", "online_share_of_all_cases", "trend", "notice", "The online share has risen for 6 months."),
    ]
    keys = ("unit_id", "measure_key", "rule", "severity", "sentence")
    periods = dict.fromkeys(WAVE_MEASURES, WAVES[-1])
    return [
        dict(zip(keys, (by_name[unit], *rest), strict=True))
        | {"period_end": periods.get(rest[0], LAST_MONTH), "since": None, "beside": ""}
        | (BESIDE if (unit, rest[0]) == (OVERLOADED, "load_ratio") else {})
        for unit, *rest in told
    ]


def _outlooks(cells: list[Row]) -> Iterator[Row]:
    """Around each load that is shown in the last month, wider with every month ahead."""
    for cell in cells:
        if (cell["measure_key"], cell["period_end"]) == ("load_ratio", LAST_MONTH) and cell["value"] is not None:
            for ahead, period_end in enumerate(AHEAD, start=1):
                yield {
                    "unit_id": cell["unit_id"],
                    "measure_key": "load_ratio",
                    "period_end": period_end,
                    "lower": cell["value"] - 4 * ahead,
                    "middle": cell["value"],
                    "upper": cell["value"] + 4 * ahead,
                    "threshold": 100.0,
                    "chance_over": 0.34 if cell["value"] <= 100 else 0.97,
                    "hits": 20,
                    "tried": 23 - ahead,
                }


def _changes(cells: list[Row], measures: dict[str, Any], kind: str | None) -> Iterator[Row]:
    """Each shown figure beside the one it is compared with; shares of people are tested, roughly."""
    series: dict[tuple[str, str], list[Row]] = {}
    for cell in cells:
        if not cell["breakdown"]:
            series.setdefault((cell["unit_id"], cell["measure_key"]), []).append(cell)
    for (unit_id, key), held in series.items():
        back = 1 if kind == "year" or key in WAVE_MEASURES else 12
        for earlier, now in zip(held, held[back:], strict=False):
            if now["value"] is not None and earlier["value"] is not None:
                yield {
                    "unit_id": unit_id,
                    "measure_key": key,
                    "period_end": now["period_end"],
                    "earlier_period": earlier["period_end"],
                } | _judged(earlier, now, *(measures[key][place] for place in (2, 3, 5)))


def _judged(earlier: Row, now: Row, decimals: int, direction: str, rule: DisclosureRule) -> Row:
    moved = round(now["value"] - earlier["value"], decimals)
    up, down = {HIGHER: ("better", "worse"), LOWER: ("worse", "better"), NEITHER: ("higher", "lower")}[direction]
    if rule is SURVEY and min(now["base"], earlier["base"]) < 30:
        return {"difference": moved, "lower": None, "upper": None, "verdict": "too_few_to_test"}
    if now["upper"] is None:
        untested = "higher" if moved > 0 else "lower" if moved < 0 else "same"
        return {"difference": moved, "lower": None, "upper": None, "verdict": untested}
    half = now["upper"] - now["lower"]
    verdict = up if moved > half else down if moved < -half else "no_clear_change"
    return {"difference": moved, "lower": moved - half, "upper": moved + half, "verdict": verdict}


def _funnel_points(units: list[Row], cells: list[Row], kind: str | None) -> Iterator[Row]:
    """The loads of teams, or the caseloads of authorities, in the latest period; one is outside."""
    key, level = ("caseload_per_fte", "authority") if kind == "year" else ("load_ratio", "team")
    group = next(unit["unit_id"] for unit in units if unit["level"] == ("nation" if kind == "year" else "authority"))
    compared = {unit["unit_id"]: unit["name"] for unit in units if unit["level"] == level}
    last = max(cell["period_end"] for cell in cells if cell["measure_key"] == key)
    for number, cell in enumerate(cells):
        if (cell["measure_key"], cell["period_end"]) != (key, last) or cell["value"] is None:
            continue
        if cell["unit_id"] in compared:
            pooled, size = MEASURES[key][6], 40.0 + number % 90
            chance = pooled * 1.2 / math.sqrt(size)
            yield {
                "group_id": group,
                "unit_id": cell["unit_id"],
                "measure_key": key,
                "period_end": last,
                "size": size,
                "value": cell["value"],
                "pooled": pooled,
                "lower_95": pooled - 2 * chance,
                "upper_95": pooled + 2 * chance,
                "lower_998": pooled - 3 * chance,
                "upper_998": pooled + 3 * chance,
                "standing": "high" if compared[cell["unit_id"]] == OVERLOADED else "inside",
            }


BENCHMARKS = [
    ("caseload_per_fte", "England", 2024, 15.4),
    ("caseload_per_fte", "England", 2025, 15.2),
    ("agency_rate", "England", 2025, 13.0),
    ("vacancy_rate", "England", 2025, 14.2),
    ("turnover_rate", "England", 2025, 11.8),
    ("absence_rate", "England", 2025, 3.5),
    ("plans_for_sexual_abuse_share", "England", 2020, 3.8),
]


def _definition(key: str, row: tuple[Any, ...], kind: str | None) -> Row:
    topic, unit, decimals, direction, base_label, rule, _, _ = row
    words = key.replace("_", " ").capitalize()
    return {
        "measure_key": key,
        "topic": topic,
        "label": words.replace("fte", "FTE"),
        "question": f"What is the {words.lower()}?",
        "definition": LOAD_DEFINITION
        if key == "load_ratio"
        else f"{words}, counted on the last day of each period. Each child and each practitioner counts once.",
        "unit": unit,
        "decimals": decimals,
        "direction": direction,
        "period_kind": kind or ("wave" if key in WAVE_MEASURES else "month"),
        "base_label": base_label,
        "disclosure_rule": OFFICIAL.value if kind == "year" else rule.value,
        "source": "Invented extracts of a fictional authority",
        "caveat": "The number of cases says nothing of how complex they are." if key == "caseload_per_fte" else "",
        "least": {"score": 1.0, "points": -100.0}.get(unit),
        "most": {"score": 5.0, "points": 100.0}.get(unit),
    }


def _publish(
    address: str, units: list[Row], measures: dict[str, Any], cells: list[Row], *, signals: list[Row], kind: str | None
) -> None:
    fresh_database(address)
    engine = create_engine(address)
    last = max(cell["period_end"] for cell in cells)
    release = {
        "release_id": 7,
        "created_at": datetime(2026, 4, 7, 9, 30),  # noqa: DTZ001 -- the column holds UTC without saying so
        "reference_date": last,
        "policy": "public" if kind == "year" else "internal",
        "software_version": "0.1.0",
        "inputs_sha256": "5e" * 32,
        "pseudonym_key_id": None if kind == "year" else "0123456789abcdef",
        "status": "published",
    }
    number_of = {"release": [release], "unit": units, "result": cells, "signal": signals}
    number_of["outlook"] = list(_outlooks(cells))
    if kind is None:
        months = {key: row[3] for key, row in measures.items() if key not in WAVE_MEASURES}
        number_of |= dashboard_charts.rows(cells, months)
        number_of["known_event"] = _numbered(dashboard_charts.EVENTS)
    number_of["change"] = list(_changes(cells, measures, kind))
    number_of["funnel_point"] = list(_funnel_points(units, cells, kind))
    number_of["measure"] = [_definition(key, row, kind) for key, row in measures.items()]
    number_of["benchmark"] = [
        {
            "number": number,
            "measure_key": key,
            "population": population,
            "year": year,
            "value": value,
            "lower": None,
            "upper": None,
            "respondents": None,
            "self_selected": False,
            "source": "Children's social work workforce census, Department for Education",
            "note": "",
        }
        for number, (key, population, year, value) in enumerate(BENCHMARKS)
        if kind is None and key in measures
    ]
    number_of["band"] = [
        {"measure_key": key, "number": number, "label": label, "begins": begins, "source": "Invented", "note": ""}
        for key in measures
        if key.startswith("msit_")
        for number, (label, begins) in enumerate([("Low", None), ("Middle", 3.0), ("High", 4.0)], 1)
    ]
    number_of["input_file"] = _numbered(
        {
            "authority": "northmere",
            "file": f"{name}.csv",
            "sheet": None,
            "dataset": name,
            "fingerprint": "a1" * 32,
            "rows": n,
        }
        for name, n in {"teams": 20, "workforce": 190, "involvements": 11_204, "survey": 540}.items()
    )
    number_of["policy_setting"] = _numbered(SETTINGS)
    number_of["workload_setting"] = _numbered(WORKLOAD) if kind is None else []
    number_of["finding"] = _numbered(
        [
            {
                "dataset": "involvements",
                "file": "involvements.csv",
                "rule": "ended_before_started",
                "column": "ended",
                "severity": "query",
                "count": 14,
                "lines": "3, 17, 22",
                "message": "Some involvements end before they start. They were left out. Check the two dates.",
            },
            {
                "dataset": "training",
                "file": "training.csv",
                "rule": "undeclared_column",
                "column": "line_manager",
                "severity": "query",
                "count": 1,
                "lines": "",
                "message": "The column line_manager is not declared and was dropped.",
            },
        ]
    )
    with engine.begin() as connection:
        for name in (
            "release",
            "policy_setting",
            "unit",
            "workload_setting",
            "measure",
            "result",
            "change",
            "funnel_point",
            "signal",
            "outlook",
            "chart",
            "chart_limit",
            "chart_point",
            "known_event",
            "benchmark",
            "band",
            "input_file",
            "finding",
        ):
            rows = [row | {"release_id": 7} for row in number_of.get(name, ())]
            if rows:
                connection.execute(insert(METADATA.tables[name]), rows)
    engine.dispose()


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [row | {"number": number} for number, row in enumerate(rows, start=1)]


RELEASES: dict[str, Callable[[str], None]] = {
    "sample": council_release,
    "empty": fresh_database,
    "all_suppressed": lambda address: council_release(address, suppressed=True),
    "confidence": lambda address: council_release(address, confidence=True),
    "surveyed": lambda address: council_release(address, surveyed=True),
    "surveyed_hidden": lambda address: council_release(address, surveyed=True, suppressed=True),
    "no_survey": lambda address: council_release(address, survey=False),
    "national": national_release,
}
