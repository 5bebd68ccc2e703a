"""Rules P1 to P8 are those of the reference answers for pseudonyms."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders.extracts import INVOLVEMENT, SESSION, SOUND, checked
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.catalogue import BY_KEY, DATASETS
from pipelines.contracts.check import Checked
from pipelines.contracts.dataset import Purpose, Sensitivity
from pipelines.contracts.survey import Survey
from pipelines.errors import SettingsMissing
from pipelines.pseudonymise import pseudonymise, token
from pipelines.settings import PseudonymKey
from pipelines.sources.folding import folded

KEY = PseudonymKey(bytes(range(32)))
OTHER_KEY = PseudonymKey(bytes(range(1, 33)))
REFERENCE = Path(__file__).parents[2] / "shared" / "conformance" / "pseudonyms" / "pseudonym_properties.json"


@pytest.fixture(scope="module")
def reference() -> Mapping[str, Any]:
    if not REFERENCE.exists():
        pytest.skip("The reference answers for pseudonyms are not beside the project")
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


def test_a_token_is_hmac_sha256_under_the_sub_key_of_its_purpose():
    sub_key = hmac.new(KEY.secret, b"headroom/1/pseudonym/practitioner", hashlib.sha256).digest()
    expected = hmac.new(sub_key, b"sw10231", hashlib.sha256).hexdigest()[:32]
    assert token("SW10231", Purpose.PRACTITIONER, KEY) == expected == "9c8f285e70db9a38947fa134c619efc3"


def test_the_primitive_gives_the_published_answers(reference: Mapping[str, Any]):
    for vector in reference["primitive_vectors"]:
        digest = hmac.digest(bytes.fromhex(vector["key_hex"]), bytes.fromhex(vector["message_hex"]), "sha256")
        assert digest.hex() == vector["hmac_sha256_hex"]


def test_p1_and_p2_spellings_of_one_identifier_have_one_token(reference: Mapping[str, Any]):
    (rule,) = (rule for rule in reference["must_hold"] if rule["id"] == "P2")
    for group in rule["equal_groups"]:
        assert len({token(spelling, Purpose.PRACTITIONER, KEY) for spelling in group}) == 1


def test_p3_another_key_changes_every_token(reference: Mapping[str, Any]):
    identifiers = reference["synthetic_worker_ids"]
    tokens = {token(identifier, Purpose.PRACTITIONER, KEY) for identifier in identifiers}
    others = {token(identifier, Purpose.PRACTITIONER, OTHER_KEY) for identifier in identifiers}
    assert len(tokens | others) == 2 * len(identifiers)
    assert pseudonymise(checked(), KEY).key_id != pseudonymise(checked(), OTHER_KEY).key_id


def test_p4_each_purpose_has_tokens_of_its_own():
    assert len({token("10231", purpose, KEY) for purpose in Purpose}) == len(Purpose)


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(range(31)), bytes(32), b"secret" * 6])
def test_p5_a_weak_key_is_refused_and_never_shown(secret: bytes):
    with pytest.raises(SettingsMissing) as refusal:
        pseudonymise(checked(), PseudonymKey(secret))
    assert str(refusal.value) == ("The pseudonym key is not 32 bytes drawn at random. Make one with: headroom key new")


def test_p5_the_key_is_in_nothing_that_is_kept():
    kept = pseudonymise(checked(), KEY)
    said = kept.key_id + repr(kept) + "".join(frame.to_csv() for frame in kept.frames.values())
    assert KEY.secret.hex() not in said
    assert len(kept.key_id) == 16
    assert kept.key_id not in KEY.secret.hex()


def test_p6_no_token_is_an_unkeyed_digest_of_an_identifier(reference: Mapping[str, Any]):
    digests = {digest for listed in reference["dictionary"].values() for digest in listed}
    identifiers = reference["synthetic_worker_ids"]
    tokens = {token(identifier, purpose, KEY) for identifier in identifiers for purpose in Purpose}
    assert not any(digest.startswith(shown) for digest in digests for shown in tokens if shown)


@settings(deadline=None, derandomize=True)
@given(st.text(min_size=1))
def test_p7_a_token_has_one_form_and_holds_nothing_of_its_identifier(identifier: str):
    shown = token(identifier, Purpose.CHILD, KEY)
    if folded(identifier) == "":
        assert shown is None
    else:
        assert shown is not None
        assert len(shown) == 32
        assert int(shown, 16) >= 0
        assert len(identifier) < 6 or identifier not in shown


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u200b"])
def test_p8_a_blank_identifier_has_no_token(blank: str):
    assert token(blank, Purpose.PRACTITIONER, KEY) is None


def test_the_same_person_has_the_same_token_in_every_dataset():
    frames = pseudonymise(checked(supervision=[{**SESSION, "practitioner_id": " sw1"}]), KEY).frames
    first = [frames[key]["practitioner_id"][0] for key in ("workforce", "involvements", "training", "supervision")]
    assert first == [token("SW1", Purpose.PRACTITIONER, KEY)] * 4


def test_identifiers_become_tokens_and_everything_else_stays():
    frames = pseudonymise(checked(), KEY).frames
    for key, frame in checked().frames.items():
        for column in BY_KEY[key].columns():
            after = frames[key][column]
            before = frame[column].reset_index(drop=True)
            if column.sensitivity is Sensitivity.TOKEN:
                assert after.cat.categories.str.fullmatch("[0-9a-f]{32}").all()
                assert after.isna().tolist() == before.isna().tolist()
                assert after.nunique() == before.nunique()
            else:
                pd.testing.assert_series_equal(after, before)


def test_an_unallocated_case_stays_unallocated():
    held = pseudonymise(checked(), KEY).frames["involvements"]["practitioner_id"]
    assert held.isna().tolist() == [False, False, True]


def test_the_line_numbers_that_lead_back_to_the_extract_are_gone():
    for frame in pseudonymise(checked(), KEY).frames.values():
        assert frame.index.equals(pd.RangeIndex(len(frame)))


def test_a_column_that_no_contract_declares_cannot_pass():
    accepted = checked()
    widened = {key: frame.assign(surname="Sentinel") for key, frame in accepted.frames.items()}
    kept = pseudonymise(Checked("a", widened, (), ()), KEY).frames
    assert all("surname" not in frame.columns for frame in kept.values())


def test_spellings_that_reach_this_stage_still_share_a_token():
    frame = pd.DataFrame({"practitioner_id": [" SW1", "sw1", " ", None], "minutes": [1.0, 2.0, 3.0, 4.0]})
    kept = pseudonymise(Checked("a", {"supervision": frame}, (), ()), KEY).frames["supervision"]
    assert kept["practitioner_id"].isna().tolist() == [False, False, True, True]
    assert kept["practitioner_id"][0] == kept["practitioner_id"][1]


def test_no_identifier_survives():
    identifiers = {"sw1", "sw2", "sw3", "c1", "c2", "c3", "p1", "p2", "p3"}
    assert identifiers == {
        str(cell)
        for key, frame in checked().frames.items()
        for column in BY_KEY[key].columns()
        if column.sensitivity is Sensitivity.TOKEN
        for cell in frame[column].dropna()
    }
    kept = pseudonymise(checked(), KEY).frames.values()
    cells = {str(cell).casefold() for frame in kept for cell in frame.to_numpy().ravel()}
    assert cells.isdisjoint(identifiers)


def test_the_survey_has_no_token_and_every_person_elsewhere_has():
    by_dataset = {dataset.key: {column.purpose for column in dataset.columns()} - {None} for dataset in DATASETS}
    assert by_dataset == {
        "teams": set(),
        "workforce": {Purpose.PRACTITIONER},
        "involvements": {Purpose.PRACTITIONER, Purpose.CHILD, Purpose.CASE},
        "training": {Purpose.PRACTITIONER},
        "supervision": {Purpose.PRACTITIONER},
        "survey": set(),
        "establishment": set(),
        "time_use": {Purpose.PRACTITIONER},
        "events": set(),
        "waves": set(),
        "workload_settings": set(),
    }
    assert Survey.declared_only


def test_the_same_inputs_give_the_same_frames():
    involvements = [{**INVOLVEMENT, "case_id": f"C{number}", "child_id": f"P{number % 7}"} for number in range(50)]
    first, second = (pseudonymise(checked(involvements=involvements), KEY) for _ in range(2))
    assert first.key_id == second.key_id
    for key in SOUND:
        pd.testing.assert_frame_equal(first.frames[key], second.frames[key])


def test_the_text_form_shows_rows_by_their_number_alone():
    kept = pseudonymise(checked(training=None, supervision=None, survey=None, establishment=None, time_use=None), KEY)
    assert repr(kept) == "Pseudonymised(2 rows of teams, 3 rows of workforce, 3 rows of involvements)"
