"""Contracts to look at: the ends of the window, renewals, authority."""

import pandas as pd
import pytest

from casekit.errors import CasekitError, LeftOut
from casekit.records import contract_watch

TODAY = "2025-12-31"


def contracts(*rows):
    table = pd.DataFrame(rows, columns=["contract_id", "customer_id", "ends_on", "signed_by", "authorised"])
    return table.assign(ends_on=pd.to_datetime(table["ends_on"]), authorised=table["authorised"].astype("boolean"))


@pytest.mark.parametrize(
    ("end", "finding", "days", "detail"),
    [
        ("2025-12-30", "expired", -1, "Ended on 2025-12-30."),
        ("2025-12-31", "expiring", 0, "Ends on 2025-12-31."),
        ("2026-03-31", "expiring", 90, "Ends on 2026-03-31."),
    ],
)
def test_the_ends_of_the_window(end, finding, days, detail):
    found = contract_watch(contracts(("K1", "a", end, "M01", True)), as_of=TODAY)
    assert found[["finding", "days_left", "detail"]].values.tolist() == [[finding, days, detail]]


@pytest.mark.parametrize("end", ["2026-04-01", None])
def test_contracts_that_run(end):
    assert not len(contract_watch(contracts(("K1", "a", end, "M01", True)), as_of=TODAY))


def test_what_ends_later_is_told():
    table = contracts(
        ("K1", "a", "2025-06-30", "M01", True),
        ("K2", "a", "2027-06-30", "M01", True),
        ("K3", "b", "2025-06-30", "M01", True),
    )
    found = contract_watch(table, as_of=TODAY).set_index("contract_id")["ends_later"]
    assert found.to_dict() == {"K1": True, "K3": False}


def test_authority():
    table = contracts(("K1", "a", None, "M01", False), ("K2", "a", None, None, None))
    found = contract_watch(table, as_of=TODAY).set_index("contract_id")
    assert found["detail"].to_dict() == {
        "K1": "Signed by M01 without authority.",
        "K2": "Signed by somebody unnamed; nothing says with what authority.",
    }
    assert found["finding"].to_dict() == {"K1": "signed without authority", "K2": "authority not recorded"}


def test_one_contract_may_have_two_findings():
    found = contract_watch(contracts(("K1", "a", "2025-01-01", "M01", False)), as_of=TODAY)
    assert found["finding"].tolist() == ["expired", "signed without authority"]


def test_rows_without_a_number_are_said():
    with pytest.warns(LeftOut, match="1 contracts without a number"):
        contract_watch(contracts((None, "a", "2025-01-01", "M01", True)), as_of=TODAY)


@pytest.mark.parametrize(
    ("change", "options", "sentence"),
    [
        ({"authorised": "yes"}, {}, "“authorised” must hold yes and no"),
        ({"ends_on": "soon"}, {}, "“ends_on” must hold dates"),
        ({}, {"within_days": 1.5}, "“within_days” must be a whole number"),
        ({}, {"as_of": None}, "“as_of” is None"),
    ],
)
def test_contracts_that_cannot_be_watched(change, options, sentence):
    table = contracts(("K1", "a", "2025-01-01", "M01", True)).assign(**change)
    with pytest.raises(CasekitError, match=sentence):
        contract_watch(table, **{"as_of": TODAY, **options})
