"""Harbour's quarters: one row a member, nothing known later, margins by hand, groups in order, 2024 teaches 2025."""

import numpy as np
import pandas as pd
import pytest

from casekit import retention
from casekit.course import harbour_snapshots as harbour
from casekit.course.companies import telecom

CAMPAIGN = "C06"  # its list is of 1 April 2025
FIRST = pd.Timestamp("2025-04-01")
KNOWN_AFTER = {"left"}


@pytest.fixture(scope="module")
def case():
    return telecom(0)


TABLES = ("campaigns", "campaign_members", "customers", "bills", "complaints", "rival_offers", "service")


class _Changed:
    """The same company with some of its tables changed."""

    def __init__(self, case, **tables):
        for name in TABLES:
            setattr(self, name, tables.get(name, getattr(case, name)))


def _known(table):
    return table.drop(columns=list(KNOWN_AFTER))


# ── who is in it ─────────────────────────────────────────────────────────────────────────────────────────
def test_one_row_for_each_member_of_the_list(case):
    members = case.campaign_members.query("campaign_id == @CAMPAIGN")
    table = harbour.snapshot(case, CAMPAIGN)
    assert table.index.is_unique and table.index.is_monotonic_increasing
    assert list(table.index) == sorted(members["customer_id"])
    assert not table.drop(columns="contract_months_left").isna().any().any()


def test_the_list_holds_95_of_100_customers_of_the_day(case):
    customers = case.customers.set_index("customer_id")
    there = customers.index[(customers["entry_month"] < FIRST) & ~(customers["left_on"] < FIRST)]
    listed = harbour.snapshot(case, CAMPAIGN).index
    assert listed.isin(there).all() and 0.94 < len(listed) / len(there) < 0.96


def test_quarters_stand_below_each_other(case):
    table = harbour.quarters(case, harbour.CALLS)
    assert not table.duplicated(["campaign_id", "customer_id"]).any()
    assert table["campaign_id"].unique().tolist() == list(harbour.CALLS)
    starts = case.campaigns.set_index("campaign_id")["starts_on"].dt.strftime("%Y-%m-%d")
    assert (table["start"] == table["campaign_id"].map(starts)).all()
    assert set(table.query("campaign_id in @harbour.LEARNED_FROM")["start"].str[:4]) == {"2024"}
    assert set(table.query("campaign_id in @harbour.TESTED_ON")["start"].str[:4]) == {"2025"}


def test_who_left_left_within_the_quarter(case):
    left_on = case.customers.set_index("customer_id")["left_on"]
    table = harbour.snapshot(case, CAMPAIGN)
    gone = left_on.loc[table.index[table["left"] == 1]]
    assert len(gone) > 50 and gone.between(FIRST, "2025-06-30").all()
    others = left_on.loc[table.index[table["left"] == 0]]
    assert (others.isna() | (others > "2025-06-30")).all()


# ── nothing known later ──────────────────────────────────────────────────────────────────────────────────
def test_nothing_of_the_quarter_itself_or_later_is_used(case):
    """Whatever is written from the first day on: all that was known on the evening before stays as it is."""
    bills, service = case.bills, case.service
    later = bills["month"] >= FIRST
    bills = bills.assign(fee=bills["fee"].where(~later, 9e6), minutes=bills["minutes"].where(~later, 0))
    service = service.assign(cost=service["cost"].where(service["quarter"] < FIRST, 9e6))
    changed = _Changed(
        case,
        bills=bills,
        service=service,
        complaints=case.complaints[case.complaints["opened_at"] < FIRST],
        rival_offers=case.rival_offers[case.rival_offers["seen_on"] < FIRST],
        customers=case.customers.assign(left_on=pd.NaT),
    )
    assert later.any() and (service["cost"] == 9e6).any()
    pd.testing.assert_frame_equal(_known(harbour.snapshot(changed, CAMPAIGN)), _known(harbour.snapshot(case, CAMPAIGN)))


def _quiet_member(case):
    """A member without a slow reply or an offer in the quarter before."""
    table = harbour.snapshot(case, CAMPAIGN)
    return table.index[(table["slow_replies"] == 0) & (table["offers"] == 0)][0]


def _bills_of(case, who):
    return case.bills[case.bills["customer_id"] == who]


@pytest.mark.parametrize(
    ("opened", "replied", "slow"),
    [
        ("2025-03-25 10:00", "2025-04-20 10:00", 1),  # the reply of April is not known yet; seven days of waiting are
        ("2025-03-25 10:00", "2025-03-27 10:00", 0),
        ("2025-03-25 10:00", "2025-03-29 10:00", 1),
        ("2025-03-30 10:00", "2025-04-20 10:00", 0),  # on the evening before nobody had waited for three days
        ("2025-03-25 10:00", None, 1),
        ("2025-04-01 10:00", None, 0),  # of the quarter itself
        ("2024-12-30 10:00", None, 0),  # of the quarter before last
    ],
)
def test_a_complaint_counts_as_it_stood_on_the_evening_before(case, opened, replied, slow):
    who = _quiet_member(case)
    one = case.complaints.iloc[[0]].assign(
        customer_id=who, opened_at=pd.Timestamp(opened), first_reply_at=pd.Timestamp(replied)
    )
    none_of_them = case.complaints[case.complaints["customer_id"] != who]
    complaints = pd.concat([none_of_them, one], ignore_index=True)
    changed = _Changed(case, complaints=complaints, bills=_bills_of(case, who))
    row = harbour.snapshot(changed, CAMPAIGN).loc[who]
    assert row["slow_replies"] == slow and row["badly_met"] == slow


@pytest.mark.parametrize(
    ("seen", "counts"), [("2025-04-01", 0), ("2025-03-31", 1), ("2025-01-01", 1), ("2024-12-31", 0)]
)
def test_an_offer_seen_on_the_day_itself_is_too_late(case, seen, counts):
    who = _quiet_member(case)
    one = case.rival_offers.iloc[[0]].assign(customer_id=who, seen_on=pd.Timestamp(seen))
    changed = _Changed(case, rival_offers=one, bills=_bills_of(case, who))
    row = harbour.snapshot(changed, CAMPAIGN).loc[who]
    assert row["offers"] == counts and row["rival_offer"] == counts


def test_sales_are_those_of_the_three_months_before(case):
    table, bills = harbour.snapshot(case, CAMPAIGN), case.bills
    bills = bills.assign(sales=bills["fee"] - bills["discount"])
    for column, months in (("sales", ("2025-01-01", "2025-03-01")), ("sales_before", ("2024-10-01", "2024-12-01"))):
        own = bills[bills["month"].between(*months)].groupby("customer_id")["sales"].sum()
        np.testing.assert_allclose(table[column], own.reindex(table.index).fillna(0))


# ── contracts ────────────────────────────────────────────────────────────────────────────────────────────
def test_contracts_come_from_the_list(case):
    members = case.campaign_members.query("campaign_id == @CAMPAIGN").set_index("customer_id").sort_index()
    table = harbour.snapshot(case, CAMPAIGN)
    months = members["contract_months_left"].astype("float64")
    assert (table["under_contract"] == months.notna()).all() and 0.1 < table["under_contract"].mean() < 0.9
    assert (table["contract_ends"] == (months <= 3)).all()
    assert (table["ends_settled"] == ((months <= 3) & (table["months_with_us"] >= 36))).all()
    assert (table["long_contract"] == ((months > 3) & (table["months_with_us"] > 12))).all()


def test_no_other_table_knows_the_contracts_that_ended_in_2024(case):
    table = harbour.snapshot(case, harbour.CALLS[0])
    ended = table.index[table["contract_ends"] == 1]
    assert len(ended) > 100 and not ended.isin(case.contracts["customer_id"]).all()


# ── margins by hand ──────────────────────────────────────────────────────────────────────────────────────
def _by_hand(case, who, months):
    bills = case.bills[(case.bills["customer_id"] == who) & (case.bills["month"] < FIRST)]
    bills = bills[bills["month"] >= "2024-04-01"]
    assert len(bills) == months
    money = (bills["fee"] - bills["discount"] - bills["network_cost"]).sum()
    service = case.service[(case.service["customer_id"] == who) & (case.service["quarter"] < FIRST)]
    return money, service.loc[service["quarter"] >= "2024-04-01", "cost"].sum()


def test_the_margin_of_a_customer_of_a_whole_year(case):
    """H00107 was billed in all twelve months: what came in, less network and service."""
    money, served = _by_hand(case, "H00107", 12)
    assert harbour.snapshot(case, CAMPAIGN).loc["H00107", "margin"] == round(money - served)


def test_the_margin_of_a_newcomer_is_brought_to_a_year(case):
    """Who was billed in four months only: three times as much in a year."""
    table = harbour.snapshot(case, CAMPAIGN)
    billed = case.bills[case.bills["month"].between("2024-04-01", "2025-03-01")].groupby("customer_id").size()
    who = table.index[(table["months_with_us"].between(3, 5)) & (billed.reindex(table.index) == 4)][0]
    money, served = _by_hand(case, who, 4)
    assert money > 0 and table.loc[who, "margin"] == round(12 * (money - served) / 4)


# ── groups ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_group_whose_sign_was_seen_counts():
    signs = ["badly_met", "newcomer", "contract_ends", "rival_offer", "long_contract"]
    rows = {
        "late": [1, 1, 1, 1, 0],
        "ends_new": [0, 1, 1, 1, 0],
        "ends": [0, 0, 1, 1, 0],
        "offer": [0, 1, 0, 1, 1],
        "runs": [0, 1, 0, 0, 1],
        "new": [0, 1, 0, 0, 0],
        "others": [0, 0, 0, 0, 0],
    }
    table = pd.DataFrame(rows.values(), columns=signs)
    assert harbour.group_of(table).tolist() == list(rows) == list(harbour.GROUPS)


def test_every_customer_has_a_group_and_every_group_a_customer(case):
    groups = harbour.group_of(harbour.quarters(case, harbour.CALLS))
    assert set(groups) == set(harbour.GROUPS)


# ── what is foretold ─────────────────────────────────────────────────────────────────────────────────────
def test_the_model_learns_from_2024_and_foretells_2025(case):
    table = harbour.foretold(case)
    assert set(table["campaign_id"]) == set(harbour.TESTED_ON)
    past = harbour.quarters(case, harbour.LEARNED_FROM)
    model = retention.fit_churn(past, target="left", features=list(harbour.FEATURES))
    now = harbour.quarters(case, harbour.TESTED_ON)
    np.testing.assert_allclose(table["probability"], model.probability(now))


def test_who_leaves_in_2025_changes_no_chance(case):
    """With everybody's leaving of 2025 turned round the chances stay as they are: nothing was learned from it."""
    stayers = case.customers["left_on"].isna()
    left_on = case.customers["left_on"].where(case.customers["left_on"] < "2025-01-01")
    left_on = left_on.mask(stayers, pd.Timestamp("2025-12-30"))
    changed = _Changed(case, customers=case.customers.assign(left_on=left_on))
    one, other = harbour.foretold(case), harbour.foretold(changed)
    assert (one["left"] != other["left"]).mean() > 0.1
    np.testing.assert_allclose(one["probability"], other["probability"])


def test_no_feature_is_known_after_the_day():
    assert not {"left", "called"} & set(harbour.FEATURES)
