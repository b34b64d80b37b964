"""Receivables on Ironbridge Machinery, by grade: each figure beside the same one in plain pandas."""

import numpy as np
import pandas as pd
import pytest

import casekit
from casekit import value
from casekit.errors import CasekitError

AGES = ["not due", "1–30", "31–60", "61–90", "over 90"]


@pytest.fixture(scope="module")
def firm():
    return casekit.load_case("ironbridge-machinery")


@pytest.fixture(scope="module")
def grades(firm):
    return firm.grades[firm.grades["year"] == 2025].set_index("customer_id")["grade"]


@pytest.fixture(scope="module")
def items(firm, grades):
    found = value.open_items(firm.invoices, firm.payments, as_of=firm.last_day)
    return found.assign(grade=found["customer_id"].map(grades))


def plain(firm, day, grades):
    """Invoices up to a day with what is open of each, in plain pandas."""
    paid = firm.payments[firm.payments["paid_on"] <= day].groupby("invoice_id")["amount"].sum()
    asked = firm.invoices[firm.invoices["issued_on"] <= day].set_index("invoice_id")
    open_sum = (asked["amount"] - paid.reindex(asked.index, fill_value=0.0)).round(2)
    grade = asked["customer_id"].map(grades).astype(object).fillna("(missing)")
    return asked.assign(open=open_sum, late=(day - asked["due_on"]).dt.days, grade=grade)


def test_open_items(firm, items, grades):
    rows = plain(firm, firm.last_day, grades)
    rows = rows[rows["open"] > 0]
    assert items["invoice_id"].tolist() == rows.index.tolist()
    np.testing.assert_allclose(items["open"], rows["open"])
    assert items["days_past_due"].tolist() == rows["late"].clip(lower=0).tolist()


def test_what_was_open_on_an_earlier_day(firm, grades):
    day = pd.Timestamp("2024-06-30")
    then = value.open_items(firm.invoices, firm.payments, as_of="2024-06-30")
    rows = plain(firm, day, grades)
    assert then["open"].sum() == pytest.approx(rows["open"].clip(lower=0).sum())
    assert then["issued_on"].max() <= day


def test_ageing_by_grade(firm, items, grades):
    table = value.ageing(items, by="grade").set_index("grade")
    rows = plain(firm, firm.last_day, grades)
    rows = rows[rows["open"] > 0]
    conditions = [rows["late"] <= 0, rows["late"] <= 30, rows["late"] <= 60, rows["late"] <= 90]
    rows = rows.assign(age=np.select(conditions, AGES[:4], AGES[4]))
    expected = rows.pivot_table(index="grade", columns="age", values="open", aggfunc="sum", fill_value=0.0)
    pd.testing.assert_frame_equal(
        table[AGES].astype("float64"), expected[AGES], check_names=False, check_index_type=False, atol=0.006
    )
    assert table["open"].sum() == pytest.approx(items["open"].sum())
    assert value.ageing(items)["open"].tolist() == [pytest.approx(items["open"].sum())]


def test_days_outstanding_by_grade(firm, grades):
    found = value.outstanding_by_group(firm.invoices, firm.payments, grades, as_of=firm.last_day, method="simple")
    rows = plain(firm, firm.last_day, grades)
    year = rows[rows["issued_on"].dt.year == 2025].groupby("grade")["amount"].sum()
    owed = rows["open"].clip(lower=0).groupby(rows["grade"]).sum()
    np.testing.assert_allclose(found.set_index("group")["dso"], (owed / (year / 365)).reindex(found["group"]))
    assert (found["note"] == "").all()


def test_days_outstanding_counted_back(firm, items):
    """Day by day: the open sum is laid on the latest days' sales until it is used up."""
    invoices = firm.invoices
    sales = invoices.groupby(invoices["issued_on"].dt.to_period("M"))["amount"].sum()
    daily = sales.resample("D").ffill() / pd.Series(sales.index.days_in_month, sales.index).resample("D").ffill()
    left, days = items["open"].sum(), 0.0
    for sold in daily[: str(firm.last_day.date())].iloc[::-1]:
        days += min(left / sold, 1.0)
        left -= sold
        if left <= 0:
            break
    assert value.days_sales_outstanding(items["open"].sum(), sales, as_of=firm.last_day) == pytest.approx(days)


def test_exposure_and_limits(firm, items):
    """A limit at the sum that is open in the mean when an account pays on its day."""
    invoices = firm.invoices[firm.invoices["issued_on"].dt.year == 2025]
    terms = (invoices["due_on"] - invoices["issued_on"]).dt.days
    accounts = invoices.assign(terms=terms).groupby("customer_id").agg(sales=("amount", "sum"), terms=("terms", "mean"))
    accounts["limit"] = value.exposure(accounts["sales"], accounts["terms"])
    accounts["open"] = items.groupby("customer_id")["open"].sum().reindex(accounts.index, fill_value=0.0)
    tested = value.credit_limit_test(accounts.reset_index(), open_sum="open", limit="limit").set_index("customer_id")
    limit = accounts["sales"] / 365 * accounts["terms"]
    over = accounts["open"] > limit
    assert ((tested["verdict"] == "over") == over).all() and 0 < over.sum() < len(over)
    np.testing.assert_allclose(tested["over"], (accounts["open"] - limit).clip(lower=0), atol=0.006)


def test_what_a_busy_reader_gets_wrong_is_told(firm, items):
    with pytest.raises(CasekitError, match="payments name an invoice that is not there"):
        value.open_items(firm.invoices[firm.invoices["issued_on"] > "2024"], firm.payments, as_of=firm.last_day)
    with pytest.raises(CasekitError, match="stands twice in the invoices"):
        value.open_items(pd.concat([firm.invoices, firm.invoices.head(1)]), firm.payments, as_of=firm.last_day)
    with pytest.raises(CasekitError, match="“grade”"):
        value.ageing(items.drop(columns="grade"), by="grade")
    with pytest.raises(CasekitError, match="is no date"):
        value.open_items(firm.invoices, firm.payments, as_of="31.12.25 evening")
