"""What `headroom check` does: the reading and checking of a release, without the release.

What lives here: which paths are checked together. What does not: any rule (`contracts`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.check import Rejected
from pipelines.contracts.inputs import InputFile
from pipelines.contracts.names_of_files import shown_folder
from pipelines.contracts.report import as_json, report
from pipelines.contracts.rules import Rule
from pipelines.finding import Finding, FindingSeverity
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
        nothing_wrong = [] if accepted or self.findings else ["Nothing was found wrong."]
        return "\n".join([*accepted, *nothing_wrong, *([report(self.findings)] if self.findings else [])])

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        files = [
            {
                "file": file.file,
                "sheet": file.sheet,
                "dataset": file.dataset,
                "sha256": file.fingerprint,
                "rows": file.rows,
            }
            for file in self.inputs
        ]
        return {
            "inbox": self.name,
            "accepted": not self.is_rejected,
            "files": files,
            "findings": as_json(self.findings),
        }


ABOUT_ABSENT_FILES = frozenset({Rule.DATASET_REQUIRED, Rule.DATASET_SUPPLIED})


def check_paths(paths: Sequence[Path]) -> tuple[CheckedInbox, ...]:
    """Check each folder as an inbox (or a folder of inboxes); files named one by one are checked as one inbox.

    Whoever names single files knows that others are missing, and is not told. Raises `UsageError` for a path that is
    not there.
    """
    inboxes = [_checked(inbox) for path in paths if not path.is_file() for inbox in find_inboxes(path)]
    if files := tuple(path for path in paths if path.is_file()):
        inboxes.append(_checked(Inbox(files[0].resolve().parent.name, files), untold=ABOUT_ABSENT_FILES))
    return tuple(inboxes)


def _checked(inbox: Inbox, untold: Collection[str] = ()) -> CheckedInbox:
    checked = check_inbox(inbox)
    findings = tuple(found for found in checked.findings if found.rule not in untold)
    inputs = () if isinstance(checked, Rejected) else checked.inputs
    is_rejected = any(found.severity is FindingSeverity.ERROR for found in findings)
    return CheckedInbox(shown_folder(inbox.name), is_rejected, findings, inputs)
