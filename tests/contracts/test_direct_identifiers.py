from itertools import count, islice
from pathlib import Path

import pytest
from builders.extracts import check_folder
from builders.official import published_files

from pipelines.contracts.catalogue import DATASETS
from pipelines.contracts.check import Checked
from pipelines.contracts.check_digits import UPN_LETTERS, nhs_check_digit, upn_check_letter
from pipelines.contracts.dataset import Column, Kind
from pipelines.contracts.direct_identifiers import (
    KNOWN_ELSEWHERE,
    MAY_NOT_HOLD,
    Identifying,
    Place,
    identifying_texts,
    kinds_in,
    place_of,
)
from pipelines.contracts.identifying_headings import kind_of_heading
from pipelines.contracts.names_of_files import shown_folder
from pipelines.contracts.person_names import mentions_forename
from pipelines.contracts.rules import Rule
from pipelines.contracts.teams import Teams
from pipelines.sources.inbox import find_inboxes, read_inbox

EXTRACTS = Path(__file__).parents[2] / "sample_data" / "extracts"

NHS_NUMBERS = [f"999{n:06d}{digit}" for n in range(40) if len(digit := nhs_check_digit(f"999{n:06d}")) == 1]
"""Of the range that is set aside for tests."""
UPN = f"{upn_check_letter('000000012345')}000000012345"
TEMPORARY_UPN = f"{upn_check_letter('00000001234X')}00000001234X"
ONE_OF_EACH = {
    "someone@example.org": Identifying.EMAIL,
    "see some.one+x@example.gov.uk": Identifying.EMAIL,
    "ZE1 0AA": Identifying.POSTCODE,
    "ze1 0aa": Identifying.POSTCODE,
    "lives at W1A 1AA now": Identifying.POSTCODE,
    "01632 960123": Identifying.PHONE,
    "(01632) 960 123": Identifying.PHONE,
    "020 7946 0123": Identifying.PHONE,
    "07700 900123": Identifying.PHONE,
    "+44 7700 900123": Identifying.PHONE,
    "+44 (0)7700 900 123": Identifying.PHONE,
    "+447700900123": Identifying.PHONE,
    "00447700900123": Identifying.PHONE,
    f"{NHS_NUMBERS[0][:3]} {NHS_NUMBERS[0][3:6]} {NHS_NUMBERS[0][6:]}": Identifying.NHS_NUMBER,
    NHS_NUMBERS[1]: Identifying.NHS_NUMBER,
    UPN: Identifying.UPN,
    TEMPORARY_UPN.lower(): Identifying.UPN,
    "AB 12 34 56 C": Identifying.NI_NUMBER,
    "AB123456C": Identifying.NI_NUMBER,
    "SW123456": Identifying.REGISTRATION,
    "Mrs Lovelace": Identifying.NAME,
    "Lovelace, Adam": Identifying.NAME,
}
NOBODY = (
    "Safeguarding North", "T01", "S1 2nd floor", "2026-03-31", "31/03/2026", "01-02-2026 03-04-2026", "E00123",
    "SW12", "SW1234567", "X99000001", "E09000099", "12:30", "0.75", "3,200", "Pod 3", "24/7", "0800", "16+",
    NHS_NUMBERS[0][:-1] + str((int(NHS_NUMBERS[0][-1]) + 1) % 10), "1" + NHS_NUMBERS[0], NHS_NUMBERS[0] + "-7",
    UPN_LETTERS[UPN_LETTERS.index(UPN[0]) - 1] + UPN[1:], "I" + UPN[1:], "GB123456A", "DA123456E", "QQ1 1AA",
    "ZE1 0CC", "@", "a@b", "Team @ North",
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), ONE_OF_EACH.items())
@pytest.mark.parametrize("place", [Place.UNIT_NAME, Place.WORDS])
def test_each_kind_is_told_in_words(text: str, kind: Identifying, place: Place):
    assert identifying_texts([text], MAY_NOT_HOLD[place]) == {0: kind}


def test_a_provider_may_be_called_after_a_person_and_a_unit_may_not():
    assert identifying_texts(["Adam Lovelace Foundation"], MAY_NOT_HOLD[Place.WORDS]) == {}
    assert identifying_texts(["Adam Lovelace team"], MAY_NOT_HOLD[Place.UNIT_NAME]) == {0: Identifying.NAME}


@pytest.mark.parametrize("text", NOBODY)
@pytest.mark.parametrize("place", Place)
def test_codes_dates_and_numbers_tell_nobody(text: str, place: Place):
    assert identifying_texts([text], MAY_NOT_HOLD[place]) == {}


@pytest.mark.parametrize("text", ["Ada Lovelace", "Child seen at home with a friend", "07700900123", "ZE10AA"])
@pytest.mark.parametrize("place", [Place.PRACTITIONER, Place.PERSON])
def test_what_is_no_number_is_no_identifier(text: str, place: Place):
    assert identifying_texts([text], MAY_NOT_HOLD[place])


def test_a_form_that_comes_by_chance_counts_where_half_of_the_column_has_it():
    ten_digits = [str(number) for number in range(4_000_000_001, 4_000_000_101)]
    by_chance = [number for number in ten_digits if nhs_check_digit(number[:-1]) == number[-1]]
    assert 5 <= len(by_chance) <= 15
    assert identifying_texts(ten_digits, KNOWN_ELSEWHERE[Place.PERSON]) == {}
    assert identifying_texts(ten_digits, MAY_NOT_HOLD[Place.UNIT_CODE]) == {}
    others = [number for number in ten_digits if number not in by_chance]
    half = [*NHS_NUMBERS[:20], *others[:20]]
    assert set(identifying_texts(half, KNOWN_ELSEWHERE[Place.PERSON])) == set(range(20))
    assert identifying_texts([*half, others[20]], KNOWN_ELSEWHERE[Place.PERSON]) == {}


def test_of_other_forms_in_the_column_nothing_is_asked():
    codes = [f"T{number}" for number in range(50)]
    assert identifying_texts([*codes, NHS_NUMBERS[0]], MAY_NOT_HOLD[Place.UNIT_CODE]) == {50: Identifying.NHS_NUMBER}
    assert identifying_texts([*codes, UPN], MAY_NOT_HOLD[Place.UNIT_CODE]) == {50: Identifying.UPN}
    # A form without check digit says too little where it stands alone.
    assert identifying_texts([*codes, "SW123456"], MAY_NOT_HOLD[Place.UNIT_CODE]) == {}


def test_many_texts_are_judged_by_some_of_them():
    valid = (f"{n:09d}{digit}" for n in count(400_000_000) if len(digit := nhs_check_digit(f"{n:09d}")) == 1)
    assert kinds_in(list(islice(valid, 3_000)), KNOWN_ELSEWHERE[Place.PERSON]) == (Identifying.NHS_NUMBER,)


def test_a_registration_number_is_a_staff_number_and_no_child_s():
    numbers = [f"SW{number}" for number in range(120_000, 120_010)]
    assert kinds_in(numbers, (*MAY_NOT_HOLD[Place.PRACTITIONER], *KNOWN_ELSEWHERE[Place.PRACTITIONER])) == ()
    assert kinds_in(numbers, KNOWN_ELSEWHERE[Place.PERSON]) == (Identifying.REGISTRATION,)


def test_long_cells_and_sentences_are_free_text_where_a_code_belongs():
    for text in ("Seen at home. All is well now.", "one two three four five six seven eight nine ten eleven twelve"):
        assert identifying_texts([text], MAY_NOT_HOLD[Place.NOT_READ]) == {0: Identifying.FREE_TEXT}
    for label in ("Harmful sexual behaviour between children online", "Child in care, e.g. S. 20", "not known"):
        assert identifying_texts([label], MAY_NOT_HOLD[Place.NOT_READ]) == {}


def test_every_declared_column_has_its_place():
    places = {str(column): place_of(column) for dataset in DATASETS for column in dataset.columns()}
    assert {column for column, place in places.items() if place is Place.PRACTITIONER} == {"practitioner_id"}
    assert {column for column, place in places.items() if place is Place.PERSON} == {"case_id", "child_id"}
    assert {column for column, place in places.items() if place is Place.UNIT_CODE} == {
        "team_id", "service_id", "authority_id", "unit_id",
    }  # fmt: skip
    assert {column for column, place in places.items() if place is Place.UNIT_NAME} == {
        "team_name", "service_name", "authority_name", "region_name",
    }  # fmt: skip
    assert {column for column, place in places.items() if place is Place.LABEL} == {"label"}
    assert {column for column, place in places.items() if place is Place.WORDS} == {
        "course", "provider", "applies_to", "file", "leave_out", "version",
    }  # fmt: skip
    assert {column for column, place in places.items() if place is Place.REASON} == {"reason"}
    assert place_of(Column("fte", Kind.NUMBER, "Hours")) is Place.NOT_READ
    assert set(Teams.unit_names) < set(Teams.columns())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("DOB", Identifying.BIRTH), ("D.O.B.", Identifying.BIRTH), ("Child Date-of-Birth", Identifying.BIRTH),
        ("NHS No.", Identifying.NHS_NUMBER), ("nhs_number", Identifying.NHS_NUMBER), ("UPN", Identifying.UPN),
        ("Former UPN", Identifying.UPN), ("NI number", Identifying.NI_NUMBER),
        ("Social Work England registration", Identifying.REGISTRATION), ("E-mail address", Identifying.EMAIL),
        ("Work email", Identifying.EMAIL), ("Tel. no", Identifying.PHONE), ("Mobile", Identifying.PHONE),
        ("Home postcode", Identifying.POSTCODE), ("Address line 1", Identifying.ADDRESS), ("UPRN", Identifying.ADDRESS),
        ("Case notes", Identifying.FREE_TEXT), ("Comments", Identifying.FREE_TEXT), ("Name", Identifying.NAME),
        ("First name", Identifying.NAME), ("Surname", Identifying.NAME), ("Known as (alias)", Identifying.NAME),
        ("Allocated to", Identifying.NAME), ("Allocated worker", Identifying.NAME), ("Worker Name", Identifying.NAME),
        ("Completed by", Identifying.NAME), ("Line manager", Identifying.NAME), ("Child's name", Identifying.NAME),
    ],
)  # fmt: skip
def test_a_heading_says_what_stands_under_it(heading: str, kind: Identifying):
    assert kind_of_heading(heading) is kind


@pytest.mark.parametrize(
    "heading",
    ["Team name", "service_name", "Course name", "School name", "Worker ID", "manager_id", "Worker role", "Age", "Year",
     "Gender", "Legal status", "Placement type", "Month", "", "Payroll number"],
)  # fmt: skip
def test_other_headings_say_nothing_of_anybody(heading: str):
    assert kind_of_heading(heading) is None


def test_the_sample_extracts_tell_nobody():
    outcome = check_folder(EXTRACTS)
    assert isinstance(outcome, Checked)
    assert [found.rule for found in outcome.findings] == [Rule.SURVEY_READ]


def test_no_council_or_region_is_taken_for_a_person():
    (inbox,) = find_inboxes(published_files())
    areas = {
        area
        for extract in read_inbox(inbox).extracts
        for column in ("la_name", "region_name")
        if column in extract.headings
        for area in extract.cells[column].cat.categories
    }
    assert len(areas) > 150
    assert identifying_texts(sorted(areas), MAY_NOT_HOLD[Place.UNIT_NAME]) == {}
    assert [area for area in areas if mentions_forename(area) or shown_folder(area) != area] == []
