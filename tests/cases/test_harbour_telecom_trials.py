"""The campaigns and the grade benefits of Harbour Telecom: fair lots, effects as the truth has them, on every seed."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.simulated.harbour_telecom import parameters as p

FAR = 5.0  # standard errors: over thousands of companies nothing fair comes out beyond
GRADES = ["none", "bronze", "silver", "gold", "platinum"]


@pytest.fixture(scope="session")
def members(firm):
    """Each member of a campaign with its customer, its campaign, the truth, and what was on record before it began."""
    rows = firm.campaign_members.merge(firm.campaigns).merge(firm.true_responses, on=["campaign_id", "customer_id"])
    rows = rows.merge(firm.customers[["customer_id", "user_type", "area", "network", "entry_month", "left_on"]])
    rows["called"] = rows["group"] == "called"
    rows["left"] = rows["left_on"].between(rows["starts_on"], rows["ends_on"])
    rows["months_with_us"] = (rows["starts_on"] - rows["entry_month"]).dt.days // 30
    complaints, offers = firm.complaints, firm.rival_offers
    slow = ~((complaints["first_reply_at"] - complaints["opened_at"]) <= pd.Timedelta(days=3))
    rows["badly_met"] = _on_record(rows, complaints[slow], "opened_at", months=3)
    rows["complained"] = _on_record(rows, complaints, "opened_at", months=3)
    rows["offered"] = _on_record(rows, offers, "seen_on", months=3)
    rows["newcomer"] = rows["starts_on"] < rows["entry_month"] + pd.DateOffset(months=p.CAME_LATELY)
    return rows


def _on_record(rows, events, when, months):
    """Whether the member has such an event in the months before the campaign."""
    found = np.zeros(len(rows), dtype=bool)
    for start in rows["starts_on"].unique():
        between = events[when].between(start - pd.DateOffset(months=months), start, inclusive="left")
        found |= (rows["starts_on"] == start) & rows["customer_id"].isin(events.loc[between, "customer_id"])
    return found


@pytest.fixture(scope="session")
def graded(firm):
    rows = firm.benefit_members.merge(firm.true_benefits).merge(firm.customers)
    bills = firm.bills.assign(sales=firm.bills["fee"] - firm.bills["discount"])
    for year in (2023, 2024, 2025):
        december = bills[bills["month"] == f"{year}-12-01"].set_index("customer_id")["sales"]
        rows[f"december_{year}"] = december.reindex(rows["customer_id"], fill_value=0.0).to_numpy()
    rows["left"] = rows["left_on"].notna()
    return rows.assign(rose=rows["grade"].map(GRADES.index) > rows["grade_before"].map(GRADES.index))


def off_by(share_seen, n, share=0.5):
    """By how many standard errors a share of ``n`` is off."""
    return abs(share_seen - share) / np.sqrt(share * (1 - share) / n)


def test_members_are_customers_who_are_there(firm, members):
    assert len(members) == len(firm.campaign_members) == len(firm.true_responses)
    assert (members["entry_month"] < members["starts_on"]).all()
    assert not (members["left_on"] < members["starts_on"]).any()
    for campaign in firm.campaigns.itertuples():
        there = (firm.customers["entry_month"] < campaign.starts_on) & ~(firm.customers["left_on"] < campaign.starts_on)
        share = p.CAMPAIGNS[campaign.Index][2]
        on_the_list = firm.campaign_members["campaign_id"].eq(campaign.campaign_id).sum()
        assert off_by(on_the_list / there.sum(), there.sum(), share) < FAR


def test_campaigns_are_quarters_and_stand_in_order(firm):
    assert firm.campaigns["campaign_id"].tolist() == [f"C0{number}" for number in range(1, 9)]
    assert (firm.campaigns["starts_on"].diff().dropna() >= pd.Timedelta(days=90)).all()
    assert (firm.campaigns["ends_on"].shift() < firm.campaigns["starts_on"])[1:].all()
    for table in (firm.campaign_members, firm.true_responses):
        assert table.sort_values(["campaign_id", "customer_id"], kind="stable").index.equals(table.index)
    assert firm.true_responses["customer_id"].tolist() == firm.campaign_members["customer_id"].tolist()


def test_the_months_left_are_those_of_the_contracts(firm, members):
    """Contracts that ended before 2025 are in no table; the list of members knows theirs."""
    late = members[members["starts_on"] >= "2025-01-01"]
    pairs = late[["campaign_id", "customer_id", "starts_on"]].merge(firm.contracts, on="customer_id")
    pairs = pairs[(pairs["signed_on"] < pairs["starts_on"]) & (pairs["ends_on"] >= pairs["starts_on"])]
    months = 12 * (pairs["ends_on"].dt.year - pairs["starts_on"].dt.year)
    pairs["months"] = months + pairs["ends_on"].dt.month - pairs["starts_on"].dt.month
    both = late.merge(pairs[["campaign_id", "customer_id", "months"]], how="left")
    assert len(both) == len(late)
    assert (both["months"].isna() == both["contract_months_left"].isna()).all()
    assert (both["months"] == both["contract_months_left"]).dropna().all()
    assert members.loc[members["starts_on"] < "2025", "contract_months_left"].notna().any()


def test_the_lot_is_fair_whatever_is_known_before(members):
    kinds = ["campaign_id", "user_type", "area", "network", "complained", "badly_met", "offered", "newcomer"]
    tenure = pd.cut(members["months_with_us"], [-1, 6, 12, 24, 48, 200]).astype(str).rename("tenure")
    contract = pd.cut(members["contract_months_left"].fillna(99), [-1, 3, 12, 36, 99]).astype(str).rename("contract")
    for kind in [*(members[name] for name in kinds), tenure, contract]:
        called = members["called"].groupby(kind).agg(["mean", "size"])
        assert (off_by(called["mean"], called["size"]) < FAR).all(), called


def test_what_was_seen_is_what_the_truth_says_of_the_way_taken(members):
    taken = members["leaves_if_called"].where(members["called"], members["leaves_if_left_alone"])
    assert (taken == members["left"]).all()


def test_the_groups_leave_at_the_true_rates_of_all(members):
    for _campaign, rows in members.groupby("campaign_id"):
        for group, way in ((rows["called"], "leaves_if_called"), (~rows["called"], "leaves_if_left_alone")):
            assert off_by(rows.loc[group, "left"].mean(), group.sum(), rows[way].mean()) < FAR


def test_the_text_message_does_nothing(members):
    first = members[members["campaign_id"] == "C01"]
    assert (first["leaves_if_called"] == first["leaves_if_left_alone"]).all()
    assert first["offer_cost"].eq(0).all() and first["left"].sum() > 30


def test_a_call_saves_some_and_wakes_a_few(members):
    calls = members[members["campaign_id"] > "C01"]
    assert 0.006 < calls["leaves_if_left_alone"].mean() - calls["leaves_if_called"].mean() < 0.014
    kinds = calls["response"].value_counts(normalize=True)
    assert 0.95 < kinds["sure thing"] < 0.98 and 0.015 < kinds["lost cause"] < 0.035
    assert 0.007 < kinds["persuadable"] < 0.016 and 0.0005 < kinds["sleeping dog"] < 0.004


def test_the_kind_of_response_says_what_the_two_ways_say(members):
    called, alone = members["leaves_if_called"], members["leaves_if_left_alone"]
    said = {"persuadable": alone & ~called, "sleeping dog": ~alone & called, "lost cause": alone & called}
    for kind, rows in said.items():
        assert ((members["response"] == kind) == rows).all()
    assert ((members["response"] == "sure thing") == (~alone & ~called)).all()


def test_who_is_saved_and_who_is_woken_can_be_seen_before(members):
    calls = members[members["campaign_id"] > "C01"]
    saved = calls["leaves_if_left_alone"].astype(int) - calls["leaves_if_called"].astype(int)
    contract, met, newcomer = calls["contract_months_left"], calls["badly_met"], calls["newcomer"]
    ends = (contract <= 3).fillna(False) & ~met
    asleep = (contract > 3).fillna(False) & (calls["months_with_us"] > 13) & ~calls["offered"] & ~calls["complained"]
    assert saved[met].mean() > 0.05
    assert saved[ends & ~newcomer].mean() > 0.04
    assert saved[ends & newcomer].mean() < 0
    assert saved[asleep].mean() < -0.008
    assert not (calls.loc[asleep, "response"] == "persuadable").any()


def test_risk_is_not_persuadability(members):
    """Where a contract ends, newcomers leave as often as the others; a call holds the others, hardly any newcomer."""
    calls = members[members["campaign_id"] > "C01"]
    ends = (calls["contract_months_left"] <= 3).fillna(False) & ~calls["badly_met"]
    newcomer, would_leave = calls["newcomer"], calls["leaves_if_left_alone"]
    held = ~calls.loc[would_leave, "leaves_if_called"]
    risk = would_leave.groupby([ends, newcomer]).mean()
    assert risk[True, True] > 1.6 * would_leave.mean() and risk[True, False] > 1.6 * would_leave.mean()
    assert held[ends & ~newcomer].mean() > 0.7
    assert held[ends & newcomer].mean() < 0.15
    assert held[calls["badly_met"]].mean() > 0.6
    rest = (calls["contract_months_left"].isna() & ~calls["badly_met"] & ~calls["offered"]).astype(bool)
    assert risk[False, True] > risk[False, False]
    assert held[rest & newcomer].mean() < 0.3 < held[rest & ~newcomer].mean()


def test_grades_are_those_of_december(firm, graded):
    names, marks = [name for name, _mark in p.GRADES], [mark for _name, mark in p.GRADES]
    assert ["none", *names] == GRADES
    for column, year in (("grade", 2024), ("grade_before", 2023)):
        earned = np.searchsorted(marks, graded[f"december_{year}"].round(2), side="right")
        assert graded[column].tolist() == [GRADES[place] for place in earned]
    there = (firm.customers["entry_month"] < "2025") & ~(firm.customers["left_on"] < "2025")
    assert set(graded["customer_id"]) <= set(firm.customers.loc[there, "customer_id"])
    december = firm.bills[(firm.bills["month"] == "2024-12-01")]
    large = december.loc[december["fee"] - december["discount"] >= marks[0], "customer_id"]
    assert set(graded["customer_id"]) == set(large) & set(firm.customers.loc[there, "customer_id"])
    assert graded["customer_id"].is_monotonic_increasing and 2_500 < len(graded) < 3_200


def test_the_lot_of_benefits_is_fair(graded):
    managed = graded["manager_id"].notna().rename("managed")
    for kind in (*(graded[name] for name in ("grade", "grade_before", "user_type", "area", "rose")), managed):
        share = graded["benefit"].groupby(kind).agg(["mean", "size"])
        assert (off_by(share["mean"], share["size"]) < FAR).all(), share


def test_benefits_keep_some_and_drive_out_nobody(graded):
    kept, alone = graded["leaves_with_benefit"], graded["leaves_without_benefit"]
    assert (kept.where(graded["benefit"], alone) == graded["left"]).all()
    assert 0.03 < alone.mean() - kept.mean() < 0.065
    assert not (graded["response"] == "sleeping dog").any()
    assert ((graded["response"] == "persuadable") == (alone & ~kept)).all()
    assert ((graded["response"] == "lost cause") == (alone & kept)).all()
    for group, rate in ((graded["benefit"], kept.mean()), (~graded["benefit"], alone.mean())):
        assert off_by(graded.loc[group, "left"].mean(), group.sum(), rate) < FAR


def test_benefits_sell_nothing_to_who_is_there(graded):
    """Change of December's sales over the year, of those who stay: the same with benefits and without."""
    stay = graded[~graded["left"] & (graded["december_2025"] > 0)]
    change = stay["december_2025"] / stay["december_2024"]
    groups = change.groupby(stay["benefit"]).agg(["mean", "var", "size"])
    error = np.sqrt((groups["var"] / groups["size"]).sum())
    assert abs(groups.loc[True, "mean"] - groups.loc[False, "mean"]) < FAR * error
    assert error < 0.06


def test_the_upgraded_come_back_to_their_own_level_with_benefits_or_without(graded):
    """Mistake 25: a grade by one month is mostly chance. Before to after makes the benefit a wonder or a failure."""
    up = graded[graded["rose"] & (graded["entry_month"] < "2023-12-01") & ~graded["left"]]
    assert len(up) > 120
    before, chosen, after = (up[f"december_{year}"].median() for year in (2023, 2024, 2025))
    assert chosen > 1.2 * before
    assert before < after < chosen
    share_up = (up["december_2025"] > up["december_2023"]).groupby(up["benefit"]).agg(["mean", "size"])
    assert (off_by(share_up["mean"], share_up["size"], share_up["mean"].mean()) < FAR).all()
    down = graded[(graded["grade"].map(GRADES.index) < graded["grade_before"].map(GRADES.index)) & ~graded["left"]]
    assert down["december_2025"].median() > down["december_2024"].median()
