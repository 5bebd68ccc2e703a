"""Courses by practitioner and month-end: which of them still count, and who gave them.

What lives here: titles and providers as far as they are compared. What does not: what training covers, or its hours
(`learning`). No provider's name leaves this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from pipelines.contracts.schema import CODE_SEPARATOR
from pipelines.contracts.training import Training
from pipelines.measures.scope import Scope
from pipelines.measures.subjects.by_month import FlagsByMonth, flags_by_month
from pipelines.measures.subjects.learning import CHILD_SEXUAL_ABUSE, ONLINE_ABUSE, not_current_from
from pipelines.snapshots import Days, Flags, Positions, as_one_code, dates, includes, open_on
from pipelines.sources.folding import folded

LONGEST_TITLE: Final = 120
"""Letters by which titles are told apart: what is published of a title has no room for more."""
_NONE: Final = -1


@dataclass(frozen=True, repr=False, eq=False)
class Attendance:
    """Facts by practitioner × month-end about courses completed that still count.

    `provider_recorded` and `common_provider` tell of courses on online abuse or child sexual abuse; the common provider
    is the one from whom most practising practitioners of the authority had one at that month-end. `titles` are those
    that occur, in alphabetical order; `together` holds them as they occur together, `place` who had which of these.
    """

    provider_recorded: FlagsByMonth
    common_provider: FlagsByMonth
    titles: tuple[str, ...]
    together: pd.Index[str]
    place: Positions

    @property
    def has_course(self) -> FlagsByMonth:
        return np.asarray(self.place > _NONE)

    def titles_of(self, practitioner: Positions, month: Positions) -> pd.Categorical[str]:
        """The titles of each practitioner and month, as codes that stand together in one cell."""
        return pd.Categorical.from_codes(self.place[practitioner, month], categories=self.together)


def attendance_by_month(scope: Scope, practising: FlagsByMonth) -> Attendance:
    """Everyone's courses at every month-end; none where no training extract was supplied."""
    if not scope.has(Training):
        nobody = np.zeros_like(practising)
        return Attendance(nobody, nobody, (), pd.Index([], dtype="str"), np.full(nobody.shape, _NONE))
    courses = scope.frame(Training)
    completed = dates(courses[Training.completed])
    course, month = open_on(completed, not_current_from(scope, courses, completed), scope.months)
    who = scope.practitioner(courses[Training.practitioner_id])[course]
    provider, providers = _told_apart(courses[Training.provider], completed)
    in_abuse = includes(courses[Training.topics], ONLINE_ABUSE) | includes(courses[Training.topics], CHILD_SEXUAL_ABUSE)
    told = in_abuse[course] & (provider[course] > _NONE)
    counted = told & practising[who, month]
    common = _most_common(provider[course], len(providers), who, month, counted)
    is_common = told & (provider[course] == common[month])
    title, titles = _told_apart(courses[Training.course], completed)
    place, together = _together(title[course], titles, who, month, practising.shape)
    return Attendance(
        provider_recorded=flags_by_month(scope, who[told], month[told]),
        common_provider=flags_by_month(scope, who[is_common], month[is_common]),
        titles=tuple(titles[each] for each in np.unique(title[course]).tolist()),
        together=together,
        place=place,
    )


def _told_apart(column: pd.Series, completed: Days) -> tuple[Positions, list[str]]:
    """The place of each row's text among those that differ (-1 for a blank), and these in alphabetical order.

    Capitals and spaces make no difference. What is shown is the spelling of the earliest course, whatever the order of
    the rows.
    """
    spelled = [" ".join(text.split())[:LONGEST_TITLE].strip() for text in column.cat.categories]
    compared = [" ".join(folded(text).split()) for text in spelled]
    earliest = np.full(len(spelled) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, column.cat.codes.to_numpy(), completed.astype(np.int64))
    first_written = sorted(range(len(spelled)), key=lambda text: (compared[text], earliest[text], spelled[text]))
    shown: dict[str, str] = {}
    for text in first_written:
        shown.setdefault(compared[text], spelled[text])
    shown.pop("", None)
    place = {text: number for number, text in enumerate(shown)}
    places = np.array([*(place.get(text, _NONE) for text in compared), _NONE], dtype=np.intp)
    return places[column.cat.codes.to_numpy()], list(shown.values())


def _most_common(provider: Positions, providers: int, who: Positions, month: Positions, counted: Flags) -> Positions:
    """By month the provider of most people, each counted once; of several the first by name. -1 before anybody."""
    months = int(month.max(initial=0)) + 1
    once = np.unique(np.stack([month[counted], provider[counted], who[counted]]), axis=1)
    people = np.bincount(once[0] * providers + once[1], minlength=months * providers).reshape(months, providers)
    if not providers:
        return np.full(months, _NONE)
    return np.where(people.any(axis=1), people.argmax(axis=1), _NONE)


def _together(
    title: Positions, titles: Sequence[str], who: Positions, month: Positions, shape: tuple[int, ...]
) -> tuple[Positions, pd.Index[str]]:
    """For each practitioner and month the place of the titles held together, or -1, and what they are."""
    held = pd.DataFrame({"at": who * shape[1] + month, "title": title}).drop_duplicates().sort_values(["at", "title"])
    written = np.array([as_one_code(each) for each in titles], dtype=object)
    joined = pd.Series(written[held["title"]], dtype="object").groupby(held["at"].to_numpy()).agg(CODE_SEPARATOR.join)
    codes, together = pd.factorize(joined, sort=True)
    place = np.full(shape, _NONE)
    place.flat[joined.index.to_numpy()] = codes
    return place, pd.Index(together, dtype="str")
