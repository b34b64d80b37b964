"""Open invoices and their ages; the same on the accounts of a machinery firm, reckoned again by other means."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit import value
from casekit.errors import CasekitError

INVOICES = pd.DataFrame(
    [
        ("i1", "a", "2025-01-10", "2025-02-09", 100.0),
        ("i2", "a", "2025-03-01", "2025-03-31", 50.0),
        ("i3", "b", "2025-03-20", "2025-05-20", 80.0),
        ("i4", "b", "2025-04-02", "2025-05-02", 10.0),
    ],
    columns=["invoice_id", "customer_id", "issued_on", "due_on", "amount"],
)
PAYMENTS = pd.DataFrame(
    [("i1", "2025-02-20", 60.0), ("i2", "2025-03-30", 55.0), ("i1", "2025-04-01", 40.0)],
    columns=["invoice_id", "paid_on", "amount"],
)
DAY = "2025-03-31"


def test_open_is_what_was_asked_less_what_was_paid_by_that_day():
    found = value.open_items(INVOICES, PAYMENTS, as_of=DAY)
    assert found["invoice_id"].tolist() == ["i1", "i3"]  # i2 is paid, i4 not yet issued
    assert found["open"].tolist() == [40, 80]
    assert found["days_past_due"].tolist() == [50, 0]


def test_a_payment_of_the_same_day_counts():
    assert value.open_items(INVOICES, PAYMENTS, as_of="2025-04-01")["invoice_id"].tolist() == ["i3"]
    assert value.open_items(INVOICES, PAYMENTS, as_of=pd.Timestamp("2025-04-01 15:00"))["open"].tolist() == [80]


def test_who_paid_too_much_is_told_and_not_set_off():
    found = value.overpaid(INVOICES, PAYMENTS, as_of=DAY)
    assert found[["invoice_id", "too_much"]].to_numpy().tolist() == [["i2", 5]]
    assert value.open_items(INVOICES, PAYMENTS, as_of=DAY)["open"].sum() == 120


def test_money_paid_back_is_open_again():
    back = pd.concat([PAYMENTS, pd.DataFrame([("i2", "2025-03-31", -20.0)], columns=PAYMENTS.columns)])
    assert value.open_items(INVOICES, back, as_of=DAY).set_index("invoice_id").loc["i2", "open"] == 15


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, "not due"), (1, "1–30"), (30, "1–30"), (31, "31–60"), (60, "31–60"), (90, "61–90"), (91, "over 90")],
)
def test_the_last_day_of_an_age_is_in_it(days, age):
    found = value.ageing(pd.DataFrame({"days_past_due": [days], "open": [7.0]}))
    assert found.loc[0, age] == 7
    assert found.loc[0, ["not due", "1–30", "31–60", "61–90", "over 90"]].sum() == 7


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**7), st.sampled_from(["A", "B", None])), min_size=1))
@settings(max_examples=40, deadline=None)
def test_the_ages_add_up_to_what_is_open(lines):
    items = pd.DataFrame(lines, columns=["days_past_due", "open", "grade"])
    items["open"] /= 100
    found = value.ageing(items, by="grade")
    ages = found.drop(columns=["grade", "open", "share_over"])
    assert ages.sum(axis=1).tolist() == pytest.approx(found["open"].tolist(), abs=0.05)
    assert found["open"].sum() == pytest.approx(items["open"].sum(), abs=0.05)
    assert found["share_over"].between(0, 1).all()
    assert ("(missing)" in set(found["grade"])) == items["grade"].isna().any()


def test_nothing_open_is_an_empty_table_with_all_ages():
    found = value.ageing(value.open_items(INVOICES, PAYMENTS, as_of="2025-01-01"))
    assert len(found) == 0
    assert list(found)[1:6] == ["not due", "1–30", "31–60", "61–90", "over 90"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"customer_id": None}, "1 row has no “customer_id”"),
        ({"due_on": None}, "1 row has no “due_on”"),
        ({"amount": None}, "1 row has no “amount”"),
        ({"amount": -5.0}, "Invoice i1 is below 0"),
        ({"amount": "much"}, "must hold numbers"),
        ({"invoice_id": "i2"}, "Invoice i2 stands twice"),
        ({"due_on": "2025-01-09"}, "Invoice i1 is due before it was issued"),
        ({"due_on": "soon"}, "“due_on” must hold dates"),
    ],
)
def test_a_faulty_invoice_is_told(change, sentence):
    faulty = INVOICES.astype(object)
    for column, content in change.items():
        faulty.loc[0, column] = content
    with pytest.raises(CasekitError, match=sentence):
        value.open_items(faulty, PAYMENTS, as_of=DAY)


def test_a_payment_without_its_invoice_is_told():
    with pytest.raises(CasekitError, match="2 payments name an invoice that is not there, first i1"):
        value.open_items(INVOICES.iloc[1:], PAYMENTS, as_of=DAY)


@pytest.mark.parametrize("day", [None, "yesterday", pd.NaT])
def test_a_day_that_is_none_is_told(day):
    with pytest.raises(CasekitError, match="is no date"):
        value.open_items(INVOICES, PAYMENTS, as_of=day)


def test_a_missing_column_is_told():
    with pytest.raises(CasekitError, match="payments have no column “paid_on”"):
        value.open_items(INVOICES, PAYMENTS.drop(columns="paid_on"), as_of=DAY)
    with pytest.raises(CasekitError, match="no column “grade”"):
        value.ageing(value.open_items(INVOICES, PAYMENTS, as_of=DAY), by="grade")


@pytest.mark.parametrize("edges", [(), (30, 60), (0, 30, 30), (0, 60, 30)])
def test_edges_that_do_not_rise_from_0_are_told(edges):
    with pytest.raises(CasekitError, match="must rise from 0"):
        value.ageing(pd.DataFrame({"days_past_due": [1], "open": [1.0]}), edges=edges)


def test_receivables_of_ironbridge_by_grade():
    firm = casekit.load_case("ironbridge-machinery")
    day = pd.Timestamp(firm.last_day)
    items = value.open_items(firm.invoices, firm.payments, as_of=day)
    grades = firm.grades[firm.grades["year"] == day.year].set_index("customer_id")["grade"]
    found = value.ageing(items.assign(grade=items["customer_id"].map(grades)), by="grade").set_index("grade")

    paid = firm.payments.groupby("invoice_id")["amount"].sum()
    by_hand = firm.invoices.join(paid.rename("paid"), on="invoice_id").join(grades, on="customer_id")
    by_hand["owed"] = (by_hand["amount"] - by_hand["paid"].fillna(0)).round(2)
    assert items["open"].sum() == pytest.approx(by_hand.loc[by_hand["owed"] > 0, "owed"].sum())
    for grade in grades.unique():
        of_grade = by_hand[(by_hand["grade"] == grade) & (by_hand["owed"] > 0)]
        late = (day - of_grade["due_on"]).dt.days
        assert found.loc[grade, "open"] == pytest.approx(of_grade["owed"].sum(), abs=0.05)
        assert found.loc[grade, "over 90"] == pytest.approx(of_grade.loc[late > 90, "owed"].sum(), abs=0.05)
        assert found.loc[grade, "not due"] == pytest.approx(of_grade.loc[late <= 0, "owed"].sum(), abs=0.05)
