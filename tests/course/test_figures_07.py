"""What lesson 07 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pytest

from casekit import value
from casekit.course.companies import machinery, telecom
from casekit.course.customer_profitability.company import HOUR, OVERHEAD, bills_by_kind, statements
from casekit.course.customer_profitability.doors import doors
from casekit.labs import WhaleLab
from casekit.labs.whale_settings import WhaleSettings
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "07-customer-profitability.py"


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


@pytest.fixture(scope="module")
def table():
    return statements(telecom(0))


@pytest.fixture(scope="module")
def managed(table):
    return table[table["manager_id"].notna()]


@pytest.fixture(scope="module")
def dozen(table):
    return table.nsmallest(12, "profit")


def test_the_average_falls_while_both_kinds_pay_more():
    sums = bills_by_kind(telecom(0)).groupby(["year", "user_type"])[["revenue", "customers"]].sum()
    kinds = (sums["revenue"] / sums["customers"]).unstack()
    whole = sums.groupby("year").sum()
    arpu = whole["revenue"] / whole["customers"]
    assert said("The base grows, the revenue grows, and the ARPU falls, year by year")
    assert whole.diff().dropna().gt(0).all(axis=None) and (arpu.diff().dropna() < 0).all()
    assert said("Both kinds pay more than in 2023. The average falls because *more persons* came")
    assert (kinds.loc[2025] > kinds.loc[2023]).all()
    persons = sums["customers"].unstack()["person"] / whole["customers"]
    assert persons[2025] > persons[2023]


def test_the_statement_worked_by_hand(table):
    one = table.loc["H04818"]
    assert said("Nearly half of the fee went as discount") and 0.45 < one["discount"] / one["fee"] < 0.5
    assert said("The network used up more than the rest") and one["network_cost"] > one["sales"]
    assert said("After the third line the account is already below zero") and one["gross_margin"] < 0


def test_the_worst_are_among_the_large_and_the_very_top_is_harmless(table):
    worst = table.nsmallest(10, "contribution").index
    assert said("The large losses hide among the large accounts")
    assert len(worst.intersection(table.nlargest(200, "sales").index)) >= 9
    best = [set(table.nlargest(10, by).index) for by in ("sales", "contribution")]
    assert said("The very top is harmless here") and len(best[0] & best[1]) >= 7


def test_two_pages_divide_the_same_columns(table):
    earning = table[table["sales"] > 0]
    assert said('A page says "our customers leave 13 per cent". Another says "41.5"')
    assert round(100 * (earning["contribution"] / earning["sales"]).mean()) == 13
    assert round(100 * table["contribution"].sum() / table["sales"].sum(), 1) == 41.5
    assert said("a line that brings one yuan a year") and round(table["sales"].min()) == 1


def test_the_key_of_the_overhead_turns_verdicts_and_the_contribution_stays(table):
    assert said("An hour costs 120 yuan") and HOUR == 120
    assert said("shares out 1.2 million yuan") and OVERHEAD == 1_200_000
    keys = {"hours": table["hours"], "sales": table["sales"], "head": table["sales"] * 0 + 1}
    counts = {name: int((table["contribution"] < OVERHEAD * key / key.sum()).sum()) for name, key in keys.items()}
    assert said("Not one customer has changed. Only the key has")
    assert len(set(counts.values())) == 3 and counts["head"] > 2 * counts["hours"]


def test_a_quarter_of_the_accounts_takes_half_of_the_hours(managed):
    seen = value.whale(managed.reset_index(), profit="contribution")
    assert said("a quarter of the accounts takes half of the hours, and leaves less than nothing")
    assert 0.23 < seen.losers / seen.customers < 0.27
    tail = managed["contribution"] < 0
    assert 0.47 < managed.loc[tail, "hours"].sum() / managed["hours"].sum() < 0.53


def test_twelve_dropped_save_less_than_the_sheet_promises(table, dozen):
    assert said("shows a loss of a good million") and 1_000_000 < -dozen["profit"].sum() < 1_150_000
    assert -dozen["contribution"].sum() < 0.7 * -dozen["profit"].sum()
    turned = table[(table["contribution"] > 0) & (table["profit"] < 0)]
    assert said("Drop the first of these, and profit *falls* by its contribution") and len(turned) > 20
    assert turned["contribution"].idxmax() == "H05210"


def test_a_few_of_the_twelve_pay_with_both_doors_and_all_with_the_hotline(managed, dozen):
    rows = doors(telecom(0)).loc[dozen.index]
    assert said("A few of the twelve would pay with both") and 2 <= (rows["served"] > 0).sum() <= 5
    assert (rows["hotline"] > 0).all()
    mean = (managed["discount"] / managed["fee"]).mean()
    assert said("a discount of 15 % (above the average of accounts with a manager)") and 0.1 < mean < 0.15


def test_the_twelve_alone_pay_for_the_cut(table, dozen):
    assert said("half of the hours of the twelve is already more than a tenth of all")
    assert dozen["hours"].sum() / 2 > table["hours"].sum() / 10


def test_harbour_leans_on_nobody(table):
    few = value.concentration(table.reset_index(), value="sales", contribution="contribution")
    assert said("Harbour leans on nobody in particular") and few.equal_customers > 400


def test_the_next_hour_and_the_mean_of_all_part(managed, dozen):
    rest = managed[~managed.index.isin(dozen.index) & (managed["gross_margin"] > 0) & (managed["hours"] > 0)]
    declared = rest.assign(stake=0.3 * rest["gross_margin"], scale=15.0).reset_index()
    both = value.service_returns(declared, hours="hours", ceiling="stake", scale="scale").set_index("customer_id")
    large, small = both.loc["H02419"], both.loc["H04501"]
    assert said("*On average* an hour keeps more in the larger account. The *next* hour keeps more in the smaller one")
    assert large["average_return"] > small["average_return"]
    assert large["marginal_return"] < small["marginal_return"]
    plan = value.best_hours(declared, 0.9 * rest["hours"].sum(), ceiling="stake", scale="scale", hours="hours")
    assert said("With a tenth *less* it would keep more than today") and plan["value"].sum() > both["value"].sum()
    now = rest["hours"]
    tenth = declared["stake"] * (np.exp(-0.9 * declared["hours"] / 15) - np.exp(-declared["hours"] / 15))
    lowest = both.sort_values("average_return")["hours"]
    still = (now.sum() / 10 - lowest.cumsum() + lowest).clip(lower=0)
    cut = lowest.clip(upper=still)
    lost = both["value"] - declared.set_index("customer_id")["stake"] * (1 - np.exp(-(now - cut) / 15))
    assert said("In equal parts it costs most") and tenth.sum() > 3 * lost.sum()
    assert said("By the average, many lose *all* their hours") and ((cut > 0) & (cut >= lowest - 0.01)).sum() > 20


def test_few_are_to_be_avoided_and_none_of_the_twelve(dozen):
    rows = doors(telecom(0))
    avoided = rows.index[(rows["contribution"] < 0) & (rows["hotline"] <= 0)]
    assert said("They are few, and none of the twelve is among them")
    assert 0 < len(avoided) < 10 and not avoided.isin(dozen.index).any()
    assert (statements(telecom(0)).loc[avoided, "gross_margin"] < 0).all()


def test_in_the_lab_terms_and_hours_bring_more_than_dropping_and_leavers_hardly_matter():
    lab = WhaleLab(statements(telecom(0)).reset_index(), overhead=OVERHEAD, hour_rate=HOUR)

    def gained(**levers):
        return lab.outcome(WhaleSettings(**levers)).real

    assert said("Terms and hours together bring more than dropping the twelve, and nobody is sent away")
    assert gained(discount_cut=0.7, hours_kept=0.5, leaving=0.1) > 1.2 * gained(dropped=12)
    assert said("the gain hardly moves: who leaves takes a loss along")
    few, many = (gained(discount_cut=0.7, hours_kept=0.5, leaving=share) for share in (0.0, 0.3))
    assert abs(many / few - 1) < 0.05


def test_a1_owes_most_and_pays_best_and_a_quarter_of_b1_is_very_late():
    case = machinery(0)
    owed = value.open_items(case.invoices, case.payments, as_of=case.last_day)
    grades = case.grades.query("year == 2025").set_index("customer_id")["grade"]
    ages = value.ageing(owed.assign(grade=owed["customer_id"].map(grades)), by="grade").set_index("grade")
    ages = ages.loc[["A1", "A2", "B1", "B2"]]
    assert said("A1 owes most and pays best; of what B1 owes, a quarter is very late")
    assert ages["open"].idxmax() == "A1" and ages["share_over"].idxmin() == "A1"
    assert 0.22 < ages.loc["B1", "share_over"] < 0.28


def test_days_outstanding_lie_above_the_days_granted():
    case = machinery(0)
    sent = case.invoices[case.invoices["issued_on"] <= case.last_day]
    owed = value.open_items(case.invoices, case.payments, as_of=case.last_day)
    months = sent.groupby(sent["issued_on"].dt.to_period("M"))["amount"].sum()
    granted = np.average((sent["due_on"] - sent["issued_on"]).dt.days, weights=sent["amount"])
    assert said("DSO lies well above the days that were granted")
    assert value.days_sales_outstanding(owed["open"].sum(), months.tail(12)) > 1.2 * granted


def test_worked_examples_of_the_practice_add_up():
    assert round(100 * (1_100_000 / 1_000 / (960_000 / 800) - 1), 1) == -8.3
    assert round(100 * (1_100_000 / 960_000 - 1), 1) == 14.6
    assert 10_000 - 1_500 - 4_000 - (8 * 120 + 300) == 3_240
