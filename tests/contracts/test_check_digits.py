import pytest

from pipelines.contracts.check_digits import UPN_LETTERS, nhs_check_digit, upn_check_letter


@pytest.mark.parametrize(
    ("nine", "tenth"),
    # Worked by hand: 9·10 + 9·9 + 9·8 = 243, and 11·22 = 242, so 999 000 000 leaves 1 and would need a tenth of 10.
    [("999000000", "10"), ("999000001", "8"), ("999000007", "7"), ("999000018", "2"), ("000000000", "0")],
)
def test_an_nhs_number_ends_in_its_check_digit(nine: str, tenth: str):
    assert nhs_check_digit(nine) == tenth


@pytest.mark.parametrize(
    ("rest", "letter"),
    # 2·2 + 4·7 + 9·1 + 10·6 + 12·4 + 13·9 = 266 = 11·23 + 13, and 13 is P: the letters I and O are left out before it.
    [("207000016049", "P"), ("000000000001", "P"), ("00000000000A", "A"), ("00000000000B", "P"), ("00000000000Z", "L")],
)
def test_a_pupil_number_begins_with_its_check_letter(rest: str, letter: str):
    assert upn_check_letter(rest) == letter


def test_letters_that_look_like_digits_are_none_of_a_pupil_number():
    assert not set("IOS") & set(UPN_LETTERS)
    assert len(UPN_LETTERS) == 23
