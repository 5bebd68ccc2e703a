"""What a release is made of: only what disclosure control has passed, and where it came from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pipelines.benchmarks import Benchmark
from pipelines.contracts.inputs import InputFile
from pipelines.disclosure_control.protected import ProtectedResults
from pipelines.finding import Finding
from pipelines.signals.signal import Signals


@dataclass(frozen=True)
class ReleaseContent:
    """Everything one release holds. `created_at` is the only part in which two runs on the same inputs may differ."""

    protected: ProtectedResults
    signals: Signals
    benchmarks: tuple[Benchmark, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    software_version: str
    created_at: datetime

    @cached_property
    def inputs_sha256(self) -> str:
        """Fingerprint of all that decides the figures: what was read, as what, and how it was treated.

        A file that was only renamed or moved is the same input.
        """
        read = sorted([part.authority, part.dataset, part.sheet or "", part.sha256] for part in self.inputs)
        treated = [self.protected.policy, self.protected.reference_date.isoformat(), self.software_version]
        return hashlib.sha256(json.dumps([read, treated]).encode()).hexdigest()
