"""What a column says of itself: its scale, its kind of data, and whether it is personal."""

import pytest

from casekit.errors import CasekitError
from casekit.tables import Column, Contract
from casekit.tables.contract import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_scale(kind):
    expected = {"integer": "quantitative", "number": "quantitative", "money": "quantitative"}
    expected |= {"date": "date", "datetime": "date", "text": "qualitative", "yes/no": "qualitative"}
    assert Column("a", kind).scale == expected[kind]


@pytest.mark.parametrize("setting", ["data_kind", "personal"])
def test_an_unknown_sort_is_refused(setting):
    with pytest.raises(CasekitError, match=f"Column “a” has “secret” as its {setting}; use one of: .*, or leave it"):
        Contract.from_mapping("t", {"columns": [{"name": "a", setting: "secret"}]})


def test_the_sorts_come_from_the_file():
    column = Contract.from_mapping(
        "t", {"columns": [{"name": "a", "data_kind": "attitude", "personal": "sensitive"}]}
    ).columns[0]
    assert (column.data_kind, column.personal) == ("attitude", "sensitive")
