"""Check digits of the numbers by which health and schools know a child.

What lives here: the arithmetic. What does not: where such a number may stand (`direct_identifiers`).
"""

from __future__ import annotations

NHS_WEIGHTS = range(10, 1, -1)
NHS_MODULUS = 11
UPN_WEIGHTS = range(2, 14)
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters of a unique pupil number, each worth its position: I, O and S are not used."""


def nhs_check_digit(nine_digits: str) -> str:
    """The tenth digit of an NHS number; `10` where these nine digits make none.

    Source: NHS Data Dictionary, *NHS NUMBER*: weights ten to two, modulo 11. One of eleven ten-digit numbers passes by
    chance. Numbers that begin with 999 are set aside for tests.

    >>> nhs_check_digit("999000001")
    '8'
    """
    total = sum(weight * int(digit) for weight, digit in zip(NHS_WEIGHTS, nine_digits, strict=True))
    return str(-total % NHS_MODULUS)


def upn_check_letter(twelve_characters: str) -> str:
    """The first letter of a unique pupil number, from the twelve characters after it.

    A temporary number ends in a letter, which counts as its position in `UPN_LETTERS`. Source: Government Data
    Standards Catalogue, *Unique Pupil Number* 2.0: weights two to thirteen, modulo 23. One of 23 passes by chance.

    >>> upn_check_letter("000000000000")
    'A'
    """
    values = (int(sign) if sign.isdecimal() else UPN_LETTERS.index(sign) for sign in twelve_characters)
    return UPN_LETTERS[
        sum(weight * value for weight, value in zip(UPN_WEIGHTS, values, strict=True)) % len(UPN_LETTERS)
    ]
