"""THE STORY: extracts in, one protected release out. One line for each stage; a statistician could sign it.

What lives here: the order. What does not: any stage; those that see rows about people are in `release_authority`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from pipelines.benchmarks import benchmarks_for
from pipelines.contracts.report import remarks
from pipelines.disclosure_control.protect import combine
from pipelines.publish import PublishedRelease, ReleaseContent, earlier_releases, publish
from pipelines.release_authority import Treatment, accepted, protect_authority
from pipelines.signals.read_signals import read_signals
from pipelines.signals.spc import MDC, Profile
from pipelines.sources.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Request:
    """What to release: one inbox for each authority, how to treat them, and when and by what it is done.

    `profile`: the published rules by which charts over time are read.
    """

    inboxes: tuple[Inbox, ...]
    treatment: Treatment
    software_version: str
    created_at: datetime
    profile: Profile = MDC


def create_release(
    request: Request, engine: Engine, executor: Executor, say: Callable[[str], None] = lambda _: None
) -> PublishedRelease:
    """Read → check → pseudonymise → measure → protect each authority, then signal and publish them together.

    Raises `ExtractRejected` with every finding of every authority; nothing is published then.
    """
    say(f"Reading, checking and protecting {len(request.inboxes)} inbox{'es' * (len(request.inboxes) > 1)} …")
    earlier = earlier_releases(engine, request.treatment.policy)
    treatment = replace(request.treatment, earlier=earlier)
    authorities = accepted(executor.map(partial(protect_authority, treatment=treatment), request.inboxes))
    protected = combine([authority.protected for authority in authorities])
    say("Looking for what deserves attention …")
    events = tuple(event for authority in authorities for event in authority.events)
    signals = read_signals(protected, request.profile, events)
    official = next((authority.official for authority in authorities if authority.official), None)
    benchmarks = benchmarks_for(protected.measures, protected.organisation, official)
    findings = tuple(finding for authority in authorities for finding in authority.findings)
    for remark in remarks(findings):
        say(remark)
    say(f"Publishing figures up to {protected.reference_date:%d %B %Y} …")
    return publish(
        engine,
        ReleaseContent(
            protected=protected,
            policy=request.treatment.policy,
            pseudonym_key_id=next(filter(None, (authority.pseudonym_key_id for authority in authorities)), None),
            signals=signals,
            benchmarks=benchmarks,
            findings=findings,
            inputs=tuple(file for authority in authorities for file in authority.inputs),
            software_version=request.software_version,
            created_at=request.created_at,
            restated=treatment.restated,
            follows=earlier.newest,
        ),
    )
