import pytest

from pipelines.contracts.person_names import EVERYDAY, FORENAMES, has_both_names, is_alone, mentions_forename, says_so

TEAMS = (
    "Safeguarding North", "St John's Court", "Grace House", "Assessment East", "Children with Disabilities",
    "Exploitation and Missing", "Leaving Care South", "New Arrivals", "Multi-Agency Safeguarding Hub", "MASH",
    "Front Door", "Duty and Assessment 1", "Court Team A", "Children Looked After, Permanence", "Edge of Care",
    "Family Safeguarding, Pod 3", "Fostering, Adoption", "Camden, Islington", "Bath and North East Somerset",
    "St Helens", "St Mary's Ward", "St. George's Road", "Queen Elizabeth Hospital Team", "Prince William House",
    "King Edward Street", "Victoria Park", "Charlotte Mews", "Florence Road Hub", "Thomas Street Hub", "James Court",
    "Elizabeth House", "Alexandra Centre", "Rose Lane", "Holly Lodge", "Heather Close Team", "Chelsea and Fulham",
    "Kingston upon Thames", "Hull West", "Richmond, Kingston", "April House", "Brook Young People's Team",
    "Emergency Duty Team", "16+ Pathway", "Team 4", "CP & Court 2", "Disabled Children's Team (0-25)",
    "Unaccompanied Asylum Seeking Children", "Youth Justice Service", "Dr Gray's Hospital", "Miss-ing Team",
    "Missing and Exploitation", "Near Miss Review", "Elm Dr North", "MS Teams", "CIN/CP Locality 3", "Barnardo's",
    "Research in Practice", "St John Ambulance",
)  # fmt: skip


@pytest.mark.parametrize("name", TEAMS)
def test_the_name_of_a_team_is_nobody_s(name: str):
    assert not says_so(name)
    assert not has_both_names(name)
    assert not mentions_forename(name)


@pytest.mark.parametrize(
    "text",
    ["Mrs Lovelace", "MR A LOVELACE", "Dr. Ada Lovelace", "Team Ms Lovelace", "North – Miss Lovelace's cases",
     "Lovelace, Adam", "LOVELACE, ADAM", "Lovelace-King, Adam J", "Lovelace, Adam (12345)"],
)  # fmt: skip
def test_a_title_or_a_surname_before_a_forename_says_so(text: str):
    assert says_so(text)


@pytest.mark.parametrize("text", ["Adam Lovelace", "Adam Lovelace team", "Team Adam Lovelace"])
def test_both_names_are_told_by_a_common_forename(text: str):
    assert has_both_names(text)
    assert mentions_forename(text)


def test_a_forename_alone_is_enough_to_ask():
    assert [mentions_forename(text) for text in ("Adam's team", "Team Adam", "adam's team", "Adamant")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Ada Lovelace", "ada lovelace", "LOVELACE, ADA", "Lovelace, A", "Ada Lovelace (12345)", "12345 - Ada Lovelace",
     "ada.lovelace", "ada_lovelace", "Zoë Ångström", "Lovelace-King Ada"],
)  # fmt: skip
def test_two_words_of_no_everyday_use_are_a_person_where_a_number_belongs(text: str):
    assert is_alone(text)


@pytest.mark.parametrize(
    "text",
    ["SW123456", "E00123", "P0001", "C000001", "R-2024/0017", "CASE REF 12", "LA 204 0017", "2024 17 A", "unallocated",
     "Duty worker", "NOT ALLOCATED", "Awaiting allocation", "Unborn baby", "Locum 3", "Agency cover", "n/a", "A B",
     "0000ada0-ab12-4cde-9f00-0123456789ab", "lovelace"],
)  # fmt: skip
def test_codes_and_stand_ins_are_nobody(text: str):
    assert not is_alone(text)


def test_no_everyday_word_is_taken_for_a_forename():
    assert not EVERYDAY & FORENAMES
