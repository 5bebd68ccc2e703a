"""The extract of known events: what is accepted, what is asked and what is refused."""

from __future__ import annotations

import pytest
from builders.extracts import SOUND, checked, errors, findings, sentences

from pipelines.contracts.code_lists import EVENT_KIND, MEASURE
from pipelines.measures.catalogue import CATALOGUE
from pipelines.periods import PeriodKind
from pipelines.published import EventKind

EVENT = {
    "date": "2026-02-10",
    "kind": "recording_change",
    "label": "Online abuse is asked about at every assessment",
    "unit_id": "",
    "measure": "",
    "recalculate": "yes",
}


def test_events_may_be_left_out_and_nothing_is_asked() -> None:
    assert findings() == ()
    assert "events" not in checked().frames


def test_an_event_of_a_team_a_service_or_the_authority_is_accepted() -> None:
    events = [{**EVENT, "unit_id": code} for code in ("T1", "S1", "E09000099", "")]
    assert len(checked(events=events).frames["events"]) == 4


def test_two_columns_may_be_left_out() -> None:
    event = {heading: cell for heading, cell in EVENT.items() if heading not in {"unit_id", "measure"}}
    frame = checked(events=[event]).frames["events"]
    assert frame["unit_id"].isna().all()
    assert frame["measure"].isna().all()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"unit_id": "T9"}, "unit_id: 1 code is not in teams.csv (line 2). Add it there, or correct the extract."),
        ({"measure": "load_ratios"}, "measure: 1 code is not in the code list (line 2). Did you mean load_ratio?"),
        ({"kind": "reorganization"}, "kind: 1 code is not in the code list (line 2). Did you mean reorganisation?"),
        ({"recalculate": ""}, "recalculate must be filled in (line 2)."),
        ({"label": "a" * 81}, "label must be at most 80 characters long (line 2)."),
        ({"label": "Handed over by Mrs Lovelace"}, "label holds what looks like names of people (line 2)."),
        ({"label": "Ask 01632 960 001 for more"}, "label holds what looks like phone numbers (line 2)."),
    ],
)
def test_what_is_wrong_with_an_event_is_said_with_its_line(changed: dict[str, str], sentence: str) -> None:
    (found,) = errors(events=[{**EVENT, **changed}])
    assert found.startswith(sentence)


def test_a_label_that_names_a_person_is_answered_with_what_to_write_instead() -> None:
    (found,) = errors(events=[{**EVENT, "label": "Handed over by Mrs Lovelace"}])
    assert "say what happened and name nobody" in found
    assert "Lovelace" not in found


def test_a_label_with_a_forename_is_asked_about() -> None:
    (found,) = sentences(findings(events=[{**EVENT, "label": "Adam takes over the duty desk"}]))
    assert found.startswith("label: 1 text may name a person (line 2), and it is published.")


def test_a_label_that_holds_a_code_of_the_same_inbox_is_refused_and_the_code_is_not_repeated() -> None:
    workforce = [{**SOUND["workforce"][0], "practitioner_id": "W-0059"}, *SOUND["workforce"]]
    held = findings(workforce=workforce, events=[{**EVENT, "label": "Practice lead w-0059 left the desk"}])
    (found,) = [each for each in sentences(held) if "code of a practitioner" in each]
    assert found.startswith(
        "label: the code of a practitioner, child or case stands in line 2, and labels are published."
    )
    assert "0059" not in found


def test_the_list_of_measures_is_that_of_the_monthly_measures() -> None:
    monthly = {measure.key: measure.label for measure in CATALOGUE if measure.period_kind is PeriodKind.MONTH}
    assert MEASURE.labels == monthly


def test_the_kinds_of_events_are_the_published_ones() -> None:
    assert list(EVENT_KIND.labels) == list(EventKind)
