import pickle

import pytest

from pipelines.contracts.catalogue import BY_KEY, DATASETS
from pipelines.contracts.code_lists import YES_NO
from pipelines.contracts.dataset import Column, Dataset, Kind
from pipelines.contracts.teams import Teams


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.key)
def test_every_rule_names_columns_of_its_own_dataset_and_of_the_one_it_refers_to(dataset: type[Dataset]):
    columns = set(dataset.columns())
    assert columns.issuperset(dataset.unique)
    assert columns.issuperset(dataset.month_ends)
    for order in dataset.orders:
        assert {order.earlier, order.later} <= columns
    for pair in dataset.parts:
        assert {pair.part, pair.whole} <= columns
    for agreement in dataset.agreements:
        assert {*agreement.by, *agreement.columns} <= columns
    for spells in dataset.spells:
        assert {*spells.by, spells.started, spells.ended} <= columns
    for reference in dataset.references:
        assert reference.column in columns
        assert reference.target in BY_KEY[reference.dataset].columns()


def test_a_column_of_codes_has_a_code_list_and_no_other_column_has_one():
    with pytest.raises(ValueError, match="own_time: a code column has a code list"):
        Column("own_time", Kind.CODE, "Whether it was in the practitioner's own time")
    with pytest.raises(ValueError, match="hours: a code column has a code list"):
        Column("hours", Kind.NUMBER, "Length in hours", codes=YES_NO)


def test_a_column_is_declared_under_its_own_heading():
    with pytest.raises(TypeError, match=r"Misnamed\.team is headed team_id"):
        type("Misnamed", (Dataset,), {"team": Column("team_id", Kind.TEXT, "Code of the team")})


def test_a_heading_travels_between_processes_as_plain_text():
    travelled = pickle.loads(pickle.dumps(Teams.team_id))
    assert (type(travelled), travelled) == (str, "team_id")
