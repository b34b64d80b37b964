"""The four kinds of data: every field counted once, nothing guessed."""

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.records import data_kinds


def dictionary(*rows):
    return pd.DataFrame(rows, columns=["table", "name", "data_kind", "scale"])


def test_kinds_by_scale():
    found = data_kinds(
        dictionary(
            ("customers", "industry", "profile", "qualitative"),
            ("customers", "age", " Profile", "quantitative"),
            ("cards", "interests", "profile", "qualitative"),
            ("satisfaction", "experience", "attitude", "quantitative"),
            ("bills", "month", "behaviour", "date"),
            ("customers", "customer_id", "", "qualitative"),
        )
    ).set_index(["data_kind", "scale"])
    assert found.loc[("profile", "qualitative")].tolist() == [2, "customers.industry, cards.interests"]
    assert found.loc[("derived", "quantitative")].tolist() == [0, ""]
    assert found.loc[("behaviour", "date"), "fields"] == 1
    assert found.loc[("(not sorted)", "qualitative"), "names"] == "customers.customer_id"
    assert found["fields"].sum() == 6
    assert len(found) == 10


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (dictionary(("a", "b", "mood", "date")), "the data kind “mood”"),
        (pd.DataFrame({"table": ["a"]}), "no column “name”"),
    ],
)
def test_dictionaries_that_cannot_be_sorted(table, sentence):
    with pytest.raises(CasekitError, match=sentence):
        data_kinds(table)
