"""One authority's extracts to its protected results: the unit of work, a pure function from files.

What lives here: the stages up to disclosure control, in order. What does not: the stages themselves, or anything about
other authorities. Rows about people exist only within `protect_authority`; what it returns holds none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.contracts.check import Checked, Rejected, check
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.names_of_files import shown_folder, withhold_names
from pipelines.contracts.official import OfficialStatistics, check_official
from pipelines.contracts.report import report
from pipelines.disclosure_control.attack import check_can_be_released
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.errors import ExtractRejected, SettingsMissing
from pipelines.finding import Finding, FindingSeverity
from pipelines.measures.compute import compute
from pipelines.measures.official import official_results
from pipelines.measures.results import Results
from pipelines.pseudonymise import key_id, pseudonymise
from pipelines.settings import PseudonymKey
from pipelines.sources.dfe_statistics import separate_official
from pipelines.sources.inbox import Inbox, read_inbox


@dataclass(frozen=True, slots=True)
class Treatment:
    """How every authority is treated; `key` may be why there is none, because official statistics need none."""

    key: PseudonymKey | SettingsMissing
    policy: Policy
    reference_date: date | None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CheckedInbox:
    """One inbox that keeps its contracts: an authority's own datasets, official statistics, or both."""

    own: Checked | None
    official: OfficialStatistics | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]


@dataclass(frozen=True)
class ProtectedAuthority:
    """What one inbox gives a release: nothing about a person is in it."""

    protected: ProtectedResults
    official: OfficialStatistics | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    pseudonym_key_id: str | None
    """Which key replaced its identifiers; none where it has none."""


def check_inbox(inbox: Inbox) -> CheckedInbox | Rejected:
    """Read and check every file of one inbox. Official statistics alone are no authority that lacks its extracts."""
    received, name = withhold_names(read_inbox(inbox), inbox.name), shown_folder(inbox.name)
    separated = separate_official(received.extracts)
    official = check_official(separated, name)
    is_official_alone = bool(separated.workforce) and not separated.own
    own = None if is_official_alone else check(separated.own, name, received.findings)
    findings = (*(received.findings if own is None else own.findings), *official.findings)
    if isinstance(own, Rejected) or any(found.severity is FindingSeverity.ERROR for found in findings):
        return Rejected(name, findings)
    return CheckedInbox(own, official.statistics, findings, (*(own.inputs if own else ()), *official.inputs))


def protect_authority(inbox: Inbox, treatment: Treatment) -> ProtectedAuthority | Rejected:
    """Read, check, pseudonymise, measure, protect and attack one inbox.

    Raises `SettingsMissing` when there are identifiers and no key to replace them with, and `ReleaseRefused` when a
    hidden cell could be worked out.
    """
    checked = check_inbox(inbox)
    if isinstance(checked, Rejected):
        return checked
    results, policy = _results(checked, treatment), treatment.policy
    protected = protect(results, policy)
    check_can_be_released(results, protected, policy)
    used_key = None if checked.own is None or isinstance(treatment.key, SettingsMissing) else key_id(treatment.key)
    return ProtectedAuthority(protected, checked.official, checked.findings, checked.inputs, used_key)


def _results(checked: CheckedInbox, treatment: Treatment) -> Results:
    if checked.own is None:
        assert checked.official is not None, "an accepted inbox holds datasets or statistics"  # noqa: S101 - narrows
        return official_results(checked.official, treatment.reference_date)
    if isinstance(treatment.key, SettingsMissing):
        raise treatment.key
    return compute(
        pseudonymise(checked.own, treatment.key), treatment.reference_date, sum_rule=treatment.policy.sum_rule
    )


def accepted(outcomes: Iterable[ProtectedAuthority | Rejected]) -> list[ProtectedAuthority]:
    """Every authority's results, or one refusal that lists what is wrong in all of them."""
    outcomes = list(outcomes)
    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
    if rejected:
        several = len(outcomes) > 1
        raise ExtractRejected(
            "\n\n".join(report(outcome.findings, outcome.authority if several else "") for outcome in rejected)
        )
    return [outcome for outcome in outcomes if isinstance(outcome, ProtectedAuthority)]
