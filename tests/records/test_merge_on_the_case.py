"""Precision and recall of the merge on Harbour Telecom, at the default rules and strictness, on six companies."""

import pytest

import casekit
from casekit.records import merge_records, roll_up, suggest_groups

SEEDS = (None, 11, 22, 33, 44, 55)  # the shipped company, and five that no rule was made for


@pytest.fixture(scope="module")
def shipped():
    return casekit.load_case("harbour-telecom")


@pytest.mark.parametrize("seed", SEEDS)
def test_precision_and_recall_at_the_default(seed):
    case = casekit.load_case("harbour-telecom", seed=seed)
    quality = merge_records(case.cards).against(case.truth["card_owners"])
    assert quality.without_truth == 0
    assert quality.precision >= 0.97
    assert quality.recall >= 0.85


def test_the_shops_own_phones_are_found_to_be_nobodys(shipped):
    shared = merge_records(shipped.cards).shared_keys
    phones = shared[shared["field"] == "phone"]
    assert len(phones) == 3
    assert (phones["cards"] >= 6).all()


def test_online_and_offline_become_one_person(shipped):
    merge = merge_records(shipped.cards)
    counts = merge.by_register().set_index("registers")
    app = shipped.cards["register"].eq("app").sum()
    both = counts.loc["app + shop", "people"]
    assert both > 0.7 * app  # most of those who signed up in the app are customers of the shop


def test_suggested_groups_are_mostly_right_and_find_most(shipped):
    found = suggest_groups(shipped.customers, shipped.groups).set_index("customer_id")["group_id"]
    truth = shipped.truth["true_groups"].set_index("customer_id")["group_id"]
    lacking = shipped.customers[shipped.customers["group_id"].isna()]["customer_id"]
    lacking = lacking[lacking.isin(truth.index)]
    assert (found == truth.reindex(found.index)).mean() >= 0.9
    assert lacking.isin(found.index).mean() >= 0.9


def test_some_groups_pass_a_limit_only_together(shipped):
    bills = shipped.bills[shipped.bills["month"] >= "2025-01-01"]
    sales = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
    accounts = shipped.customers.assign(sales=shipped.customers["customer_id"].map(sales).fillna(0.0))
    units = roll_up(accounts, value="sales", limit=100_000)
    assert units["only_as_group"].sum() > 0
    assert units["value"].sum() == pytest.approx(sales.sum())
