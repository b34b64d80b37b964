"""Ironbridge Machinery has the shapes of life and its traps, on every seed; its README tells the truth."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from case_seeds import SEEDS
from ironbridge_world import drawn, in_2025, moved, standings

import casekit
from casekit import paths
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.shapes import draw_shapes, yearly_usage
from casekit.grading import top_share

POOR = ["bad", "fair"]


@pytest.fixture(scope="module", params=SEEDS)  # all tests of one firm stand together: it is drawn once
def firm(request):
    return drawn(request.param)


def test_usage_lies_in_every_band_and_in_every_hole(firm):
    usage = in_2025(firm[1])["usage"]
    counts = pd.cut(usage, [0, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1e9], right=False).value_counts()
    assert counts.min() >= 10
    assert 45e6 < usage.sum() < 110e6
    assert 0.6 < top_share(in_2025(firm[1]).reset_index(), value="usage", share=0.2) < 0.85


def test_some_bought_for_a_bands_end_to_the_cent(firm):
    rows = in_2025(firm[1])
    exact = rows[rows["usage"].isin([20_000, 50_000, 100_000, 200_000, 300_000, 500_000])]
    assert len(exact) >= 12
    fifty = exact.loc[exact["usage"] == 50_000, "growth_potential"]
    assert (fifty == "low").sum() >= 2 and fifty.isin(["middle", "high"]).sum() >= 2
    paying = exact["payment_credit"] == "good"
    assert (exact["usage"][paying] >= 200_000).any() and (exact["usage"][~paying] >= 200_000).any()


def test_much_usage_does_not_mean_a_key_account(firm):
    tables = firm[1]
    rows = in_2025(tables)
    large = rows[rows["usage"] >= 200_000]
    assert large["payment_credit"].isin(POOR).sum() >= 10
    assert (large["profit_rate"] < 0.05).sum() >= 3
    assert (rows["usage"][rows["harsh_terms"]] >= 100_000).sum() >= 4
    orders = tables["orders"].assign(net=tables["orders"]["amount"] - tables["orders"]["discount"])
    bulk = orders[orders["group_buy"] & (orders["net"] >= 100_000) & (orders["date"] >= "2025-01-01")]
    buyers = bulk.groupby("customer_id")["net"].sum()
    assert 5 <= (buyers / rows.loc[buyers.index, "usage"] > 0.7).sum() <= 14
    assert len(large.query("profit_rate > 0.15 and not harsh_terms")) >= 20


def test_growth_and_usage_do_not_go_together_as_a_scheme_wishes(firm):
    rows = in_2025(firm[1])
    b1, b2 = rows[rows["usage"].between(50_001, 100_000)], rows[rows["usage"].between(20_000, 49_999)]
    assert (b1["growth_potential"] == "low").sum() >= 8
    assert b2["growth_potential"].isin(["middle", "high"]).sum() >= 15
    assert 0.03 < rows["growth_potential"].isna().mean() < 0.14


def test_those_who_joined_in_october_look_small(firm):
    """Their three months stay below a mark that they pass in a year."""
    _world, tables, truth = firm
    rows = in_2025(tables)
    joined = rows[rows["entry_month"] == "2025-10-01"]
    assert len(joined) >= 10
    need = truth["true_lives"].set_index("customer_id").loc[joined.index, "yearly_rate"]
    assert joined["usage"].sum() < 0.5 * need.sum()
    assert ((joined["usage"] < 100_000) & (need >= 100_000)).sum() >= 2
    assert (tables["accounts"]["entry_month"] == "2024-10-01").sum() >= 6


def test_the_top_of_a_year_falls_back(firm):
    _world, tables, truth = firm
    lives = truth["true_lives"].set_index("customer_id")
    usage = yearly_usage(tables)
    there = (tables["accounts"].set_index("customer_id")["entry_month"] < "2023-01-01") & lives["leaves_on"].isna()
    usage = usage[there & (usage[2023] > 0)]
    luck = usage[2023] / truth["true_rates"].query("year == 2023").set_index("customer_id")["yearly_rate"][usage.index]
    lucky = luck.nlargest(len(luck) // 5).index
    others = usage.index.difference(lucky)
    change = usage[2024] / usage[2023]
    assert change[lucky].median() < 0.85 < change[others].median()


def test_grades_flip_and_not_only_because_the_need_has_changed(firm):
    standing = standings(firm[1]).dropna()
    first, second = standing[2024] - standing[2023], standing[2025] - standing[2024]
    steady = firm[2]["true_rates"].groupby("customer_id")["yearly_rate"].nunique() == 1
    flips = (first * second < 0) & steady[standing.index]
    assert flips.sum() >= 8
    for year in (2024, 2025):
        assert (moved(firm[1], year) > 0).sum() >= 25 and (moved(firm[1], year) < 0).sum() >= 20


def test_a_demotion_costs(firm):
    _world, tables, truth = firm
    lives = truth["true_lives"].set_index("customer_id")
    assert (lives["reason"] == p.DEMOTED).sum() >= 6
    lost = {True: [0, 0], False: [0, 0]}
    for year in (2024, 2025):
        for customer, change in moved(tables, year).items():
            leaves = lives.at[customer, "leaves_on"]
            if pd.isna(leaves) or leaves >= pd.Timestamp(year, 1, 1):
                lost[change < 0][0] += (not pd.isna(leaves)) and leaves.year == year
                lost[change < 0][1] += 1
    assert lost[True][0] / lost[True][1] > 1.3 * lost[False][0] / lost[False][1]


def test_the_lot_tells_what_before_and_after_cannot(firm):
    """The promoted had a lucky year: they fall back, with the benefits or without."""
    _world, tables, _truth = firm
    lot, usage = tables["holdout"], yearly_usage(tables)
    held = usage.loc[lot.loc[~lot["benefit"], "customer_id"]]
    given = usage.loc[lot.loc[lot["benefit"], "customer_id"]]
    assert len(lot) >= 40
    rose = (held[2024] / held[2023].where(held[2023] > 0)).median()
    assert (held[2025] / held[2024].where(held[2024] > 0)).median() < rose - 0.15  # they do not rise again
    assert 0.5 < given[2024].sum() / held[2024].sum() < 2  # the lot was drawn in pairs
    answers = tables["satisfaction_log"].query("quarter >= '2025-01-01'").groupby("customer_id")["score"].mean()
    pleased = answers.reindex(given.index).mean() - answers.reindex(held.index).mean()
    assert pleased > 0.2


def test_levels_given_by_hand_have_their_troubles(firm):
    tables = firm[1]
    by_hand = tables["grades"].query("year == 2025 and manual")
    assert 10 <= len(by_hand) <= 26
    assert by_hand["expires_on"].isna().any()
    assert (by_hand["expires_on"] < "2025-01-01").any()  # run out, and kept
    assert (by_hand["expires_on"] > "2025-01-01").any()
    ages = tables["accounts"].set_index("customer_id")["owner_age_band"]
    share = (ages[by_hand["customer_id"]] == p.FAVOURED_AGE).mean()
    assert share > (ages == p.FAVOURED_AGE).mean()


def test_groups_by_age_are_small_where_it_matters(firm):
    accounts, grades = firm[1]["accounts"].set_index("customer_id"), firm[1]["grades"]
    graded = accounts.loc[grades.loc[grades["year"] == 2025, "customer_id"]]
    counts = graded["owner_age_band"].value_counts()
    assert 6 <= counts["under 35"] <= 48 and counts.drop("under 35").min() > 80
    assert graded["region"].value_counts().min() >= 15


def test_services_go_astray(firm):
    rows = firm[1]["entitlements"]
    promised = rows.dropna(subset=["promised_by_grade"])
    assert 0.08 < promised["delivered_on"].isna().mean() < 0.25
    assert len(rows) - len(promised) >= 14
    now = firm[1]["grades"].query("year == 2025").set_index("customer_id")["grade"]
    old = promised[promised["promised_by_grade"].to_numpy() != now[promised["customer_id"]].to_numpy()]
    assert 6 <= len(old) <= 12


def test_slow_payers_are_known_as_such(firm):
    tables = firm[1]
    paid = tables["payments"].merge(tables["invoices"], on="invoice_id").groupby("customer_id_x")
    late = paid.apply(lambda rows: (rows["paid_on"] - rows["due_on"]).dt.days.median(), include_groups=False)
    credit = tables["accounts"].set_index("customer_id")["payment_credit"][late.index]
    medians = late.groupby(credit).median()
    assert medians["good"] < medians["fairly good"] < medians["bad"]
    invoiced, received = (tables[name]["amount"].sum() for name in ("invoices", "payments"))
    assert 0.75 < received / invoiced < 0.95


# ── the README ───────────────────────────────────────────────────────────────────────────────────────────
def readme():
    return (paths.datasets() / "ironbridge-machinery" / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_every_column():
    case = casekit.load_case("ironbridge-machinery")
    rows = [line for line in readme().splitlines() if line.startswith("| ")]
    contracts = {**case.schema, **case.truth_schema}
    for column in (column for contract in contracts.values() for column in contract.columns):
        expected = f"| {column.name} | {column.kind} | {column.unit} | {column.meaning} | {column.chinese} |"
        assert expected in rows, expected


def figures():
    """What the README says, computed: a sentence with its number each."""
    case = casekit.load_case("ironbridge-machinery")
    tables, truth = case.tables, case.truth
    accounts, orders, grades = case.accounts, case.orders, case.grades
    usage, rows = yearly_usage(tables), in_2025(tables)
    lives = truth["true_lives"].set_index("customer_id")
    yield f"{len(accounts)} accounts"
    yield f"{len(orders):,} orders, {len(case.invoices):,} invoices"
    yield "| usage | " + " | ".join(f"{usage[year].sum() / 1e6:.1f}" for year in (2023, 2024, 2025)) + " |"
    yield "| accounts that bought | " + " | ".join(str((usage[year] > 0).sum()) for year in (2023, 2024, 2025)) + " |"
    for grade in p.GRADES:
        counts = [str(((grades["grade"] == grade) & (grades["year"] == year)).sum()) for year in (2023, 2024, 2025)]
        yield f"| {grade} | " + " | ".join(counts) + " |"
    edges = [0, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1e9]
    yield ", ".join(map(str, pd.cut(rows["usage"], edges, right=False).value_counts(sort=False)))
    yield f"top 20 % hold {100 * top_share(rows.reset_index(), value='usage', share=0.2):.1f} %"
    large = rows[rows["usage"] >= 200_000]
    yield f"{large['payment_credit'].isin(POOR).sum()} of {len(large)} pay badly or fairly"
    yield f"{(large['profit_rate'] < 0.05).sum()} leave less than 5 %"
    yield f"{(rows['usage'][rows['harsh_terms']] >= 100_000).sum()} accounts with harsh terms"
    bulk = orders[orders["group_buy"] & (orders["date"] >= "2025-01-01")].copy()
    bulk["net"] = bulk["amount"] - bulk["discount"]
    share = bulk.groupby("customer_id")["net"].sum() / rows["usage"]
    big = share[(share > 0.7) & (rows["usage"] >= 100_000)]
    yield f"{len(big)} group buyers"
    exact = rows["usage"].isin([20_000, 50_000, 100_000, 200_000, 300_000, 500_000])
    yield f"{exact.sum()} accounts bought for exactly"
    yield f"{(rows['usage'] == 50_000).sum()} of them for 50,000.00"
    joined = rows[rows["entry_month"] == "2025-10-01"]
    need = lives.loc[joined.index, "yearly_rate"]
    yield f"{len(joined)} accounts joined in October 2025"
    yield f"bought for {joined['usage'].sum() / 1e6:.2f} million and need {need.sum() / 1e6:.2f} million a year"
    for year in (2024, 2025):
        change = moved(tables, year)
        yield f"{(change > 0).sum()} up and {(change < 0).sum()} down in {year}"
    standing = standings(tables).dropna()
    flips = (standing[2024] - standing[2023]) * (standing[2025] - standing[2024]) < 0
    yield f"{flips.sum()} accounts went up and down again, or down and up"
    lot = case.holdout
    by_lot = usage.loc[lot["customer_id"]].groupby(lot["benefit"].to_numpy())[[2024, 2025]].sum()
    yield f"{len(lot)} accounts that the review of 2025 promoted"
    yield f"fell from {by_lot.at[True, 2024] / 1e6:.2f} to {by_lot.at[True, 2025] / 1e6:.2f} million"
    yield f"from {by_lot.at[False, 2024] / 1e6:.2f} to {by_lot.at[False, 2025] / 1e6:.2f} million"
    answers = case.satisfaction_log.query("quarter >= '2025-01-01'").groupby("customer_id")["score"].mean()
    mean = answers.reindex(lot["customer_id"]).groupby(lot["benefit"].to_numpy()).mean()
    yield f"{mean[True]:.1f} against {mean[False]:.1f}"
    hand = grades[(grades["year"] == 2025) & grades["manual"]]
    yield f"{len(hand)} grades of 2025 were given by hand"
    yield f"{hand['expires_on'].isna().sum()} without an end"
    yield f"{(hand['expires_on'] < '2025-01-01').sum()} had run out"
    rights = case.entitlements
    promised = rights.dropna(subset=["promised_by_grade"])
    yield f"{promised['delivered_on'].isna().sum()} of {len(promised)} promised services"
    yield f"{len(rights) - len(promised)} services were given without any right"
    now = grades[grades["year"] == 2025].set_index("customer_id")["grade"]
    old = promised["promised_by_grade"].to_numpy() != now[promised["customer_id"]].to_numpy()
    yield f"{old.sum()} by a grade of the year before"
    yield f"{(accounts['owner_age_band'] == 'under 35').sum()} owners are under 35"
    closed = accounts["left_on"].notna()
    silent = ~closed & (lives["leaves_on"].to_numpy() <= np.datetime64("2025-12-31"))
    yield f"{closed.sum()} accounts are closed"
    yield f"{silent.sum()} more have left without a word"
    yield f"{(lives['reason'] == p.DEMOTED).sum()} leave because of a demotion"


def test_the_figures_of_the_readme():
    text = re.sub(r"\s+", " ", readme())
    missing = [figure for figure in figures() if figure not in text]
    assert not missing, missing


def test_the_shapes_can_be_drawn():
    _world, tables, truth = drawn(5)
    figure = draw_shapes(tables, truth)
    assert len(figure.axes) == 6
    assert all(place.get_title() and place.has_data() for place in figure.axes)
    figure.savefig(io.BytesIO(), format="png", dpi=40)
    assert (paths.datasets() / "ironbridge-machinery" / "shapes.png").stat().st_size < 400_000
