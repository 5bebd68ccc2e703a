"""What `headroom check` does: the reading and checking of a release, without the release.

What lives here: which paths are checked together. What does not: any rule (`contracts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.check import Rejected
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.report import as_json, report
from pipelines.finding import Finding
from pipelines.release_authority import check_inbox
from pipelines.sources.inbox import Inbox, find_inboxes


@dataclass(frozen=True, slots=True)
class CheckedInbox:
    """One inbox and what was found in it."""

    name: str
    is_rejected: bool
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]

    def as_text(self) -> str:
        """What was accepted, with rows, and every finding."""
        accepted = [f"{file.file} was accepted as {file.dataset}: {file.rows:,} rows." for file in self.inputs]
        return "\n".join([*accepted, *([report(self.findings)] if self.findings else [])])

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        files = [
            {"file": file.file, "sheet": file.sheet, "dataset": file.dataset, "sha256": file.sha256, "rows": file.rows}
            for file in self.inputs
        ]
        return {
            "inbox": self.name,
            "accepted": not self.is_rejected,
            "files": files,
            "findings": as_json(self.findings),
        }


def check_paths(paths: Sequence[Path]) -> tuple[CheckedInbox, ...]:
    """Check each folder as an inbox (or a folder of inboxes); files named one by one are checked as one inbox.

    Raises `UsageError` for a path that is not there.
    """
    inboxes = [inbox for path in paths if not path.is_file() for inbox in find_inboxes(path)]
    if files := tuple(path for path in paths if path.is_file()):
        inboxes.append(Inbox(files[0].resolve().parent.name, files))
    return tuple(_checked(inbox) for inbox in inboxes)


def _checked(inbox: Inbox) -> CheckedInbox:
    checked = check_inbox(inbox)
    inputs = () if isinstance(checked, Rejected) else checked.inputs
    return CheckedInbox(inbox.name, isinstance(checked, Rejected), checked.findings, inputs)
