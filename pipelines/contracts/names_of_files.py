"""Names of files, sheets and folders, which are published as where a release came from, so they may name nobody.

What lives here: which names are withheld, and what stands in their place from the moment a file was read. What does
not: names of people in cells (`person_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath

from pipelines.contracts.direct_identifiers import ANY_NUMBER, SAID_NAME, Detector, Identifying, kinds_in
from pipelines.contracts.person_names import mentions_forename
from pipelines.contracts.recognise import dataset_named
from pipelines.contracts.rules import Rule
from pipelines.finding import Finding, FindingSeverity
from pipelines.sources.extract import Extract
from pipelines.sources.inbox import SUFFIXES, ReadInbox
from pipelines.sources.lines import listing

WITHHELD = "name withheld"
_JOINTS = re.compile(r"[_.+\-\s]+")

IN_A_NAME = (
    # Sheets have names of 31 characters at most, and an address may have been cut short.
    Detector(Identifying.EMAIL, lambda name: re.search(r"\S@\S", name) is not None),
    *ANY_NUMBER,
    SAID_NAME,
    Detector(Identifying.NAME, lambda name: mentions_forename(name, capitals=False)),
)
"""A forename is enough: to withhold a name costs little, for the SHA-256 beside it still says which file it was."""

ONE: Mapping[Identifying, str] = {
    Identifying.NAME: "a person's name",
    Identifying.EMAIL: "an e-mail address",
    Identifying.NHS_NUMBER: "an NHS number",
    Identifying.UPN: "a unique pupil number",
    Identifying.NI_NUMBER: "a National Insurance number",
    Identifying.REGISTRATION: "a Social Work England number",
}
"""Each of those kinds, as one of it is called."""


def withhold_names(read: ReadInbox, folder: str = "") -> ReadInbox:
    """The same tables and findings under names that tell nobody, and a question for every name that was withheld.

    `folder` is the name of the inbox, which itself is shown as `shown_folder` has it.
    """
    files = _shown(_files(read), "file")
    sheets = {
        file: _shown([extract.sheet for extract in read.extracts if extract.file == file and extract.sheet], "sheet")
        for file in files
    }
    questions = [
        *(_question("folder", "", None, name) for name in (folder,) if shown_folder(name) != name),
        *(_question("file", files[file], None, file) for file in files if files[file] != file),
        *(
            _question("sheet", files[file], shown, sheet)
            for file, of_file in sheets.items()
            for sheet, shown in of_file.items()
            if shown != sheet
        ),
    ]
    return ReadInbox(
        extracts=tuple(_renamed(extract, files, sheets) for extract in read.extracts),
        findings=(*(_retold(found, files, sheets) for found in read.findings), *questions),
    )


def shown_folder(name: str) -> str:
    """The name of an inbox, or what stands in its place: a folder may be called after its user."""
    return f"folder ({WITHHELD})" if _kinds(name) else name


def _files(read: ReadInbox) -> list[str]:
    """Every file once, in the order in which they were read."""
    named = (*(extract.file for extract in read.extracts), *(found.file for found in read.findings))
    return list(dict.fromkeys(filter(None, named)))


def _shown(names: Iterable[str], otherwise: str) -> dict[str, str]:
    """Each name as it is shown, all different; dataset and suffix stay, because a file is known by them."""
    shown: dict[str, str] = {}
    for name in names:
        if not _kinds(name):
            shown[name] = name
            continue
        suffix = PurePath(name).suffix if PurePath(name).suffix.lower() in SUFFIXES else ""
        beginning = dataset_named(name) or otherwise
        standing = f"{beginning} ({WITHHELD}){suffix}"
        number = 2
        while standing in shown.values():
            standing = f"{beginning} ({WITHHELD}, {number}){suffix}"
            number += 1
        shown[name] = standing
    return shown


def _kinds(name: str) -> tuple[Identifying, ...]:
    """What a name tells: as it stands, and with spaces where names of files have other signs."""
    return tuple(dict.fromkeys((*kinds_in([name], IN_A_NAME), *kinds_in([_JOINTS.sub(" ", name)], IN_A_NAME))))


def _question(what: str, file: str, sheet: str | None, name: str) -> Finding:
    told = listing([ONE[kind] for kind in _kinds(name)])
    message = (
        f"The name of this {what} holds what looks like {told}. Names of {what}s are "
        f"published with a release, so this one is withheld. Rename the {what}."
    )
    return Finding(
        dataset="", file=file, rule=Rule.NAME_OF_FILE, severity=FindingSeverity.QUERY, message=message, sheet=sheet
    )


def _renamed(extract: Extract, files: Mapping[str, str], sheets: Mapping[str, Mapping[str, str]]) -> Extract:
    sheet = sheets[extract.file].get(extract.sheet) if extract.sheet else None
    return replace(extract, file=files[extract.file], sheet=sheet)


def _retold(found: Finding, files: Mapping[str, str], sheets: Mapping[str, Mapping[str, str]]) -> Finding:
    """A finding of the reading, which may say the name of its file."""
    if not found.file:
        return found
    sheet = sheets[found.file].get(found.sheet, found.sheet) if found.sheet else None
    message = found.message.replace(found.file, files[found.file])
    return replace(found, file=files[found.file], sheet=sheet, message=message)
