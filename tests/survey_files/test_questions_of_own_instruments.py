"""Which questions of a survey file are known: by code and by label, unless the label is but a number."""

import pytest

from pipelines.contracts.survey_items import every_instrument
from pipelines.survey_files.wording import is_item, items_of

NUMBERED = {"proqol5", "stss", "swemwbs"}


@pytest.mark.parametrize("instrument", every_instrument(), ids=lambda each: each.id)
def test_every_instrument_is_known_by_its_codes_and_by_its_labels_unless_they_are_numbers(instrument) -> None:
    assert [asked.item for asked in items_of([[item.code] for item in instrument.items], ()).values()] == [
        *instrument.items
    ]
    known = [is_item([item.label]) for item in instrument.items]
    assert known == [instrument.id not in NUMBERED] * len(instrument.items)
