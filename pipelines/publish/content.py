"""What a release is made of: only what disclosure control has passed, and where it came from."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from pipelines.benchmarks import Benchmark
from pipelines.contracts.inputs import InputFile
from pipelines.disclosure_control.policy import Policy, settings_of
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.finding import Finding
from pipelines.settings import instrument_folder
from pipelines.signals.signal import Signals
from pipelines.surveys.own import fingerprint


@dataclass(frozen=True)
class ReleaseContent:
    """Everything one release holds; two runs on the same inputs with the same key may differ in `created_at` alone.

    `restated`: months whose earlier figures gave way. `follows`: the newest release under the same policy, with which
    it agrees (0 before the first); where it is not given, nothing is asked. Raises `ValueError` when the results were
    not protected by this policy.
    """

    protected: ProtectedResults
    policy: Policy
    pseudonym_key_id: str | None
    signals: Signals
    benchmarks: tuple[Benchmark, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    software_version: str
    created_at: datetime
    restated: frozenset[date] = frozenset()
    follows: int | None = None

    def __post_init__(self) -> None:
        if self.protected.policy != self.policy.name:
            raise ValueError(f"Results protected by {self.protected.policy} are not published as {self.policy.name}")

    @cached_property
    def inputs_sha256(self) -> str:
        """Fingerprint of all that decides the figures: what was read, as what, and how it was treated.

        A file that was only renamed or moved is the same input.
        """
        read = sorted([part.authority, part.dataset, part.sheet or "", part.fingerprint] for part in self.inputs)
        protected_with = [[each.setting, each.applies_to, each.value] for each in settings_of(self.policy)]
        treated = [self.policy.name, protected_with, self.protected.reference_date.isoformat(), self.software_version]
        treated.append(self.signals.profile)
        if own := fingerprint(instrument_folder(os.environ)):
            treated.append(own)
        restated = sorted(day.isoformat() for day in self.restated)
        return hashlib.sha256(json.dumps([read, treated, restated]).encode()).hexdigest()
