"""Every rule an extract can break once its cells are read, and the finding that says so.

What lives here: the list of rules, which of them only ask a question, and how a finding is made.
What does not: the rules of reading a file (`sources.extract`), or how each is checked (beside this file).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.extract import Extract
from pipelines.sources.lines import KEPT_LINES


class Rule(StrEnum):
    """What must hold, in the order in which a file is checked."""

    NAME_OF_FILE = "name_of_file"
    DATASET_KNOWN = "dataset_known"
    DATASET_ONCE = "dataset_once"
    DATASET_REQUIRED = "dataset_required"
    DATASET_SUPPLIED = "dataset_supplied"
    ROWS_PRESENT = "rows_present"
    SURVEY_READ = "survey_read"
    NO_PERSON_IN_SURVEY = "no_person_in_survey"
    INSTRUMENT_KNOWN = "instrument_known"
    WAVE_KNOWN = "wave_known"
    VALUES_ARE = "values_are"
    ANSWERS_TURNED = "answers_turned"
    ANSWERS_MAY_BE_TURNED = "answers_may_be_turned"
    COLUMN_PRESENT = "column_present"
    COLUMN_ONCE = "column_once"
    COLUMN_SUPPLIED = "column_supplied"
    COLUMN_DECLARED = "column_declared"
    COLUMN_IDENTIFIES = "column_identifies"
    NO_DIRECT_IDENTIFIER = "no_direct_identifier"
    IDENTIFIER_LOCAL = "identifier_local"
    UNIT_NAME_IMPERSONAL = "unit_name_impersonal"
    FILLED_IN = "filled_in"
    IDENTIFIER_WHOLE = "identifier_whole"
    CODE_KNOWN = "code_known"
    DATE = "date"
    DATE_NOT_SERIAL = "date_not_serial"
    DATE_IN_RANGE = "date_in_range"
    NUMBER = "number"
    WITHIN_BOUNDS = "within_bounds"
    TEXT_SHORT = "text_short"
    DATES_IN_ORDER = "dates_in_order"
    PART_OF_WHOLE = "part_of_whole"
    MONTH_END = "month_end"
    ROW_UNIQUE = "row_unique"
    ONE_AUTHORITY = "one_authority"
    CODES_APART = "codes_apart"
    ROWS_AGREE = "rows_agree"
    SPELLS_APART = "spells_apart"
    REFERENCE_KNOWN = "reference_known"
    SETTING_APPLIES_TO = "setting_applies_to"
    SETTING_IN_BOUNDS = "setting_in_bounds"
    BANDS_IN_ORDER = "bands_in_order"


QUERIES = frozenset((
    Rule.NAME_OF_FILE, Rule.DATASET_KNOWN, Rule.DATASET_SUPPLIED, Rule.COLUMN_SUPPLIED, Rule.COLUMN_DECLARED,
    Rule.COLUMN_IDENTIFIES, Rule.SURVEY_READ, Rule.ANSWERS_MAY_BE_TURNED,
    Rule.IDENTIFIER_LOCAL, Rule.UNIT_NAME_IMPERSONAL,
))  # fmt: skip
"""Broken, these are asked about and published; every other one stops the release."""


def finding(
    rule: Rule,
    dataset: str,
    extract: Extract | None,
    message: str,
    *,
    column: str = "",
    lines: Sequence[int] = (),
) -> Finding:
    """A broken rule, in a sentence that holds no value of a cell; `extract` is missing where a whole file is."""
    return Finding(
        dataset=dataset,
        file=extract.file if extract else "",
        rule=rule,
        severity=FindingSeverity.QUERY if rule in QUERIES else FindingSeverity.ERROR,
        message=message,
        column=str(column),
        sheet=extract.sheet if extract else None,
        count=max(len(lines), 1),
        lines=tuple(lines[:KEPT_LINES]),
    )
