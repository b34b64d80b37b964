"""Harbour Telecom agrees with itself: numbers lead to their tables, and nothing happens to who is not there."""

import pandas as pd
import pytest

EVENTS = {  # table: the column that says when
    "bills": "month",
    "service": "quarter",
    "contracts": "signed_on",
    "follow_ups": "due_on",
    "contacts": "at",
    "complaints": "opened_at",
    "satisfaction": "asked_on",
    "rival_offers": "seen_on",
    "points": "quarter",
}


def test_numbers_lead_to_their_tables(firm):
    customers = set(firm.customers["customer_id"])
    for name, table in firm.all.items():
        if "customer_id" in table and name != "archive":
            assert set(table["customer_id"].dropna()) <= customers, name
    assert set(firm.archive["customer_id"]) <= customers | set(firm.prospects["prospect_id"])
    assert set(firm.archive["contract_id"].dropna()) <= set(firm.contracts["contract_id"])
    managers = set(firm.managers["manager_id"])
    for name in ("customers", "follow_ups"):
        assert set(firm.all[name]["manager_id"].dropna()) <= managers
    assert set(firm.customers["group_id"].dropna()) <= set(firm.groups["group_id"])
    assert set(firm.groups["contract_unit"]) <= set(firm.true_groups["customer_id"])
    fields = set(firm.access_matrix["field"])
    assert set(firm.access_log["field"]) <= fields
    columns = {f"{name}.{column}" for name, table in firm.all.items() for column in table}
    assert fields <= columns and {f"cards.{column}" for column in firm.cards} <= fields


@pytest.mark.parametrize("name", EVENTS)
def test_nothing_happens_before_entry_or_after_leaving(firm, name):
    lives = firm.customers.set_index("customer_id")[["entry_month", "left_on"]]
    seen = firm.all[name].join(lives, on="customer_id")
    when = seen[EVENTS[name]].dt.normalize()
    begins = when + pd.DateOffset(months=2) if name in ("service", "points") else when
    assert (begins >= seen["entry_month"]).all()
    assert not (when > seen["left_on"]).any()


def test_the_flags_tell_what_the_tables_tell(firm):
    customers = firm.customers
    assert (customers["in_service"] == customers["left_on"].isna()).all()
    december = firm.bills.loc[firm.bills["month"] == "2025-12-01", "customer_id"]
    assert (customers["billed"] == customers["customer_id"].isin(december)).all()
    moved = firm.points.groupby("customer_id")[["earned", "redeemed"]].sum()
    left = (moved["earned"] - moved["redeemed"]).reindex(customers["customer_id"], fill_value=0)
    assert (left.to_numpy() == customers["points"].to_numpy()).all()
    running = firm.contracts[firm.contracts["ends_on"] >= firm.last_day]
    there = set(running["customer_id"]) & set(customers.loc[customers["in_service"], "customer_id"])
    assert there == set(customers.loc[customers["contract_months"].notna(), "customer_id"])
    persons = customers["user_type"] == "person"
    assert customers.loc[persons, ["organisation_type", "industry", "group_id", "manager_id"]].isna().all(axis=None)
    assert customers.loc[~persons, ["organisation_type", "industry"]].notna().all(axis=None)


def test_times_follow_one_another(firm):
    complaints = firm.complaints
    assert not (complaints["first_reply_at"] < complaints["opened_at"]).any()
    assert not (complaints["closed_at"] < complaints["first_reply_at"]).any()
    assert complaints.loc[complaints["first_reply_at"].isna(), "closed_at"].isna().all()
    assert (complaints["outcome"].isna() == complaints["closed_at"].isna()).all()
    assert (firm.contracts["ends_on"] > firm.contracts["signed_on"]).all()
    assert (firm.archive["updated_on"] >= firm.archive["filed_on"]).all()
    assert (firm.cards["updated_on"] >= firm.cards["registered_on"]).all()
    assert not (firm.prospects["visited_on"] < firm.prospects["head_interviewed_on"]).any()


def test_rows_stand_in_a_stated_order(firm):
    orders = {"bills": ["customer_id", "month"], "service": ["customer_id", "quarter"]}
    orders |= {"points": ["customer_id", "quarter"], "archive": ["file_id", "page"], "report": ["month"]}
    orders |= {name: [when] for name, when in EVENTS.items() if name not in orders}
    orders |= {name: [f"{name[:-1]}_id"] for name in ("customers", "groups", "managers", "prospects")}
    orders |= {"access_log": ["at"], "true_groups": ["customer_id"], "cards": ["registered_on"]}
    for name, by in orders.items():
        table = firm.all[name]
        table = table[table["register"] == "app"].reset_index(drop=True) if name == "cards" else table
        assert table.sort_values(by, kind="stable").index.equals(table.index), name
    shop = firm.cards.loc[firm.cards["register"] == "shop", "customer_id"]
    assert shop.is_monotonic_increasing and firm.cards["register"].tolist()[: len(shop)] == ["shop"] * len(shop)


def test_the_truth_covers_everybody(firm):
    assert firm.true_lives["customer_id"].tolist() == firm.customers["customer_id"].tolist()
    assert firm.card_owners["card_id"].tolist() == firm.cards["card_id"].tolist()
    lives = firm.true_lives.set_index("customer_id")
    left = firm.customers.set_index("customer_id")["left_on"]
    seen = lives["leaves_on"].where(lives["leaves_on"] <= firm.last_day)
    pd.testing.assert_series_equal(seen, left, check_names=False)
    assert (lives["leaves_on"].isna() == lives["leave_reason"].isna()).all()
    known = firm.customers.set_index("customer_id")["group_id"].dropna()
    true = firm.true_groups.set_index("customer_id")["group_id"]
    assert (true.reindex(known.index) == known).all()
    shop = firm.cards.merge(firm.card_owners).merge(lives["person_id"].dropna().reset_index(), on="customer_id")
    assert (shop["person_id_x"] == shop["person_id_y"]).all()
