"""One authority's extracts to its protected results: the unit of work, a pure function from files.

What lives here: the stages up to disclosure control, in order. What does not: the stages themselves, or anything about
other authorities. Rows about people exist only within `protect_authority`; what it returns holds none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipelines.contracts.check import Checked, Rejected, check
from pipelines.contracts.code_lists import YES
from pipelines.contracts.events import Events
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.names_of_files import shown_folder, withhold_names
from pipelines.contracts.official import OfficialStatistics, check_official
from pipelines.contracts.report import report
from pipelines.disclosure_control.attack import check_can_be_released
from pipelines.disclosure_control.policy import Policy
from pipelines.disclosure_control.protect import protect
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.disclosure_control.publication import Publication
from pipelines.errors import ExtractRejected, ReleaseRefused, SettingsMissing, UsageError
from pipelines.finding import Finding, FindingSeverity
from pipelines.measures.compute import compute
from pipelines.measures.official import official_results
from pipelines.measures.results import Results
from pipelines.measures.workload_policy import OF_FIGURES
from pipelines.new_versions import new_versions
from pipelines.organisation import Level
from pipelines.periods import month_end
from pipelines.pseudonymise import key_id, keyed_fingerprint, pseudonymise
from pipelines.publish import EarlierReleases
from pipelines.published import EventKind
from pipelines.settings import PseudonymKey
from pipelines.signals.known_events import KnownEvent
from pipelines.sources.dfe_statistics import separate_official
from pipelines.sources.inbox import Inbox, read_inbox
from pipelines.survey_files.standardise import Questionnaire, standardise


@dataclass(frozen=True, slots=True)
class Treatment:
    """How every authority is treated; `key` may be why there is none, because official statistics need none.

    `restated`: month-ends whose published figures are to give way to those of the extracts. `earlier`: the releases
    whose figures stand.
    """

    key: PseudonymKey | SettingsMissing
    policy: Policy
    reference_date: date | None
    restated: frozenset[date] = frozenset()
    earlier: EarlierReleases | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CheckedInbox:
    """One inbox that keeps its contracts: an authority's own datasets, official statistics, or both."""

    own: Checked | None
    official: OfficialStatistics | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    asked: tuple[Questionnaire, ...] = ()


@dataclass(frozen=True)
class ProtectedAuthority:
    """What one inbox gives a release: nothing about a person is in it."""

    protected: ProtectedResults
    official: OfficialStatistics | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    pseudonym_key_id: str | None
    """Which key replaced its identifiers; none where it has none."""
    events: tuple[KnownEvent, ...] = ()


def check_inbox(inbox: Inbox) -> CheckedInbox | Rejected:
    """Read and check every file of one inbox. Official statistics alone are no authority that lacks its extracts."""
    received, name = withhold_names(read_inbox(inbox), inbox.name), shown_folder(inbox.name)
    separated = separate_official(received.extracts)
    official = check_official(separated, name)
    is_official_alone = bool(separated.workforce) and not separated.own
    surveys = standardise(() if is_official_alone else separated.own)
    own = None if is_official_alone else check(surveys.extracts, name, received.findings, surveys.findings)
    findings = (*(received.findings if own is None else own.findings), *official.findings)
    if isinstance(own, Rejected) or any(found.severity is FindingSeverity.ERROR for found in findings):
        return Rejected(name, findings)
    inputs = (*(own.inputs if own else ()), *official.inputs)
    return CheckedInbox(own, official.statistics, findings, inputs, surveys.asked)


def protect_authority(inbox: Inbox, treatment: Treatment) -> ProtectedAuthority | Rejected:
    """Read, check, pseudonymise, measure, protect and attack one inbox.

    Raises `SettingsMissing` when there are identifiers and no key to replace them with, and `ReleaseRefused` when a
    hidden cell could be worked out.
    """
    checked = check_inbox(inbox)
    if isinstance(checked, Rejected):
        return checked
    results, policy = _results(checked, treatment), treatment.policy
    earlier = _earlier(results, treatment)
    protected = protect(results, policy, earlier, treatment.restated)
    check_can_be_released(Publication.of(protected, results, policy), earlier)
    findings = (*checked.findings, *_about_months(protected.corrected, treatment.restated))
    if checked.own is None or isinstance(treatment.key, SettingsMissing):
        return ProtectedAuthority(protected, checked.official, findings, checked.inputs, None)
    key = treatment.key
    inputs = tuple(replace(file, fingerprint=keyed_fingerprint(file.fingerprint, key)) for file in checked.inputs)
    return ProtectedAuthority(
        protected,
        checked.official,
        findings,
        inputs,
        key_id(key),
        (*_events(checked.own, protected), *new_versions(checked.asked, protected)),
    )


def _events(own: Checked, protected: ProtectedResults) -> Iterator[KnownEvent]:
    """What the authority says happened by the last month of the release, to units that the release shows."""
    if Events.key not in own.frames:
        return
    (authority,) = (unit.unit_id for unit in protected.organisation.at(Level.AUTHORITY))
    shown = set(protected.cells["unit_id"].unique())
    rows = own.frames[Events.key].astype("object").sort_values([Events.date, Events.label])
    for row in rows.to_dict("records"):
        unit_id = row[Events.unit_id] if isinstance(row[Events.unit_id], str) else authority
        if row[Events.date].date() <= protected.reference_date and unit_id in shown:
            yield KnownEvent(
                unit_id=unit_id,
                measure_key=row[Events.measure] if isinstance(row[Events.measure], str) else None,
                happened_on=row[Events.date].date(),
                kind=EventKind(row[Events.kind]),
                label=row[Events.label],
                recalculates=row[Events.recalculate] == YES,
            )


def _earlier(results: Results, treatment: Treatment) -> Publication | None:
    """The release whose figures stand. A third version of a month would tell by what few people it differs."""
    if treatment.earlier is None:
        return None
    earlier = treatment.earlier.about(results.organisation)
    if treatment.restated:
        known = set() if earlier is None else {month_end(day.date()) for day in earlier.cells["period_end"].unique()}
        unknown = sorted(treatment.restated - known)
        if unknown:
            raise UsageError(
                f"{unknown[0]:%B %Y} cannot be restated: it has not been published under this policy yet. Leave "
                "--restate out for it"
            )
        again = treatment.earlier.restated_before(results.organisation, treatment.restated)
        if again:
            raise ReleaseRefused(
                f"Nothing has been published: {', '.join(f'{day:%B %Y}' for day in again)} has been restated before. "
                "Side by side, three versions of a month would tell of the few people by whom they differ. Leave "
                "--restate out for it."
            )
    if earlier is not None:
        _check_settings_stand(
            results, treatment, {month_end(day.date()) for day in earlier.cells["period_end"].unique()}
        )
    return earlier


def _check_settings_stand(results: Results, treatment: Treatment, known: set[date]) -> None:
    """A load published by one limit must not be read by another: months keep the numbers they were made by."""
    if results.workload is None or treatment.earlier is None:
        return
    decisive = {policy.setting for policy in OF_FIGURES}
    before = {each for each in treatment.earlier.settings_about(results.organisation) if each[0] in decisive}
    now = {
        (row.policy.setting, row.applies_to, row.applies_from, row.value)
        for row in results.workload.own
        if row.policy in OF_FIGURES
    }
    standing = known - treatment.restated
    for setting, _, applies_from, _ in sorted(now ^ before):
        concerned = sorted(day for day in standing if day >= applies_from)
        if concerned:
            raise UsageError(
                f"workload_settings: {setting} from {applies_from:%d %B %Y} is not what figures up to "
                f"{concerned[-1]:%B %Y} were published by. Leave rows of published months as they were and set new "
                f"numbers from a day after {concerned[-1]:%d %B %Y}, or restate those months with --restate"
            )


def _about_months(corrected: Collection[date], restated: Collection[date]) -> Iterator[Finding]:
    """What readers must know of months that are not what the extracts say, or not what was said before."""
    if corrected:
        yield _about_earlier_figures(
            "published_once",
            "Figures of earlier months stay as first published, also where records have been corrected since, because "
            "the change would tell of the few people whom it is about. The extracts now differ in "
            f"{_months(corrected)}.",
        )
    if restated:
        yield _about_earlier_figures(
            "restated",
            f"Figures of {_months(restated)} were published anew with this release. Those that had changed by a few "
            "people are withheld.",
        )


def _about_earlier_figures(rule: str, message: str) -> Finding:
    return Finding("release", "Earlier figures", rule, FindingSeverity.QUERY, message, count=0)


def _months(days: Collection[date]) -> str:
    first, last = min(days), max(days)
    if len(days) == 1:
        return f"{first:%B %Y}"
    return f"{len(days)} months from {first:%B %Y} to {last:%B %Y}"


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
