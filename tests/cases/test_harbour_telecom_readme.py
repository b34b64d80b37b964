"""The README of Harbour Telecom tells the truth of the files that are shipped."""

import re

import pandas as pd
import pytest
from telecom_world import SETTINGS, company

from casekit import paths
from casekit.cases.documenting import dictionary_markdown
from casekit.cases.simulated.harbour_telecom import SHIPPED_SEED
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.grading import gini, top_share

README = (paths.datasets() / "harbour-telecom" / "README.md").read_text(encoding="utf-8")
IN_ONE_LINE = re.sub(r"\s+", " ", README)


@pytest.fixture(scope="module")
def firm():
    return company(SHIPPED_SEED)


def told(sentence):
    assert re.sub(r"\s+", " ", sentence) in IN_ONE_LINE, sentence


def test_the_dictionary():
    assert dictionary_markdown("harbour-telecom") in README
    told(f"# and {len(SETTINGS.contracts) - 3} more tables")


def test_how_many_there_are(firm):
    customers = firm.customers
    houses = (customers["user_type"] == "organisation").sum()
    told(f"{len(customers):,} customer numbers: people, and {houses:,} organisations")
    told(f"{len(firm.groups)} groups among them")
    told(f"{(customers['entry_month'] < '2023').mean():.1%} of all numbers".replace("%", " %"))
    told(f"{customers['manager_id'].notna().sum()} numbers have an account manager")


def test_the_money(firm):
    year = firm.year.reset_index()
    sales, profit, losing = year["sales"].sum() / 1e6, year["profit"].sum() / 1e6, (year["profit"] < 0).sum()
    told(f"| {len(year):,}, sales {sales:.2f} million yuan, profit {profit:.2f} million |")
    best, uneven = top_share(year, value="sales", share=0.2), gini(year, value="sales")
    told(f"| {100 * best:.1f} % (Gini coefficient {uneven:.2f}) |")
    best = year["profit"].nlargest(round(0.2 * len(year))).sum() / year["profit"].sum()
    told(f"| {100 * best:.1f} %: shares of profit can pass 100 %, since {losing:,} customers lose us money |")
    largest = year.nlargest(round(0.03 * len(year)), "sales")
    told(f"of the {len(largest)} largest customers | {(largest['profit'] < 0).sum()} lose us money")
    on_the_mark = ((year["least"] == 3_000) & (year["most"] == 3_000) & (year["months"] == 12)).sum()
    told(f"| {(year['monthly'] > 3_000).sum()}; {on_the_mark} more pay exactly 3,000.00 every month |")
    told(f"{on_the_mark} customers stand on the mark")
    branches = firm.true_groups.merge(year[["customer_id", "sales"]], how="left").fillna({"sales": 0.0})
    groups = branches.groupby("group_id")["sales"].agg(["sum", "max"])
    large = groups["sum"] > 100_000
    told(
        f"| {large.sum()}, of them {(large & (groups['max'] <= 100_000)).sum()} only when their branches are added up |"
    )
    days = firm.bills["days_to_pay"]
    told(f"| {100 * days.isna().mean():.1f} %; {100 * (days > 30).mean():.1f} % |")


def test_who_leaves(firm):
    customers, shares = firm.customers, []
    for year in (2023, 2024, 2025):
        there = (customers["entry_month"] < f"{year}") & ~(customers["left_on"] < f"{year}")
        shares.append(f"{100 * (customers.loc[there, 'left_on'].dt.year == year).mean():.1f} % ({year})")
    told(f"| {', '.join(shares)} |")
    asleep = (customers["in_service"] & ~customers["billed"]).sum()
    gone = (~customers["in_service"] & customers["billed"]).sum()
    told(f"{asleep} are in service without a bill for December; {gone} left in December and were billed")


def test_the_cards(firm):
    cards = firm.cards.merge(firm.card_owners)
    owners = cards.groupby("person_id")
    told(f"{owners.ngroups:,} people on {len(cards):,} cards")
    told(f"{(owners['name'].nunique() > 1).sum():,} people under more than one spelling")
    told(f"{(owners['customer_id'].nunique() > 1).sum()} with several numbers")
    shop, app = (cards[cards["register"] == register] for register in ("shop", "app"))
    told(f"{len(app):,} sign-ups lie in the app's")
    told(f"{(app.groupby('person_id').size() > 1).sum()} signed up twice in the app")
    strangers = app.loc[~app["person_id"].isin(shop["person_id"]), "person_id"].nunique()
    told(f"{strangers} of the app's people are no customers")
    names, phones = (shop.groupby(field)["person_id"].nunique() for field in ("name", "phone"))
    told(f"{(names > 1).sum()} names in the shops' register are shared by strangers")
    told(f"{phones.between(2, 7).sum()} phones by families; three phones are the shops' own")
    told(f"typed for {phones[phones > 7].sum()} people")
    missing = firm.customers.set_index("customer_id")["group_id"].reindex(firm.true_groups["customer_id"]).isna()
    told(f"{missing.sum()} of {len(missing)} branches lack their `group_id`")


def test_the_papers(firm):
    archive, contracts, due = firm.archive, firm.contracts, firm.follow_ups["due_on"]
    managed = firm.customers.loc[firm.customers["manager_id"].notna(), "customer_id"]
    holders = set(archive["customer_id"]) - set(firm.prospects["prospect_id"])
    sheets = set(archive.loc[archive["document"] == "sales-power sheet", "customer_id"])
    pages = archive.groupby("file_id")["page"].agg(["max", "size"])
    held = contracts[contracts["customer_id"].isin(holders)]
    twice = (archive.groupby("customer_id")["file_id"].nunique() > 1).sum()
    told(f"{(~managed.isin(holders)).sum()} have no file and {twice} have two")
    told(f"{(pages['max'] > pages['size']).sum()} files lack a page in the middle, {len(holders - sheets)} lack the")
    not_filed = ~held["contract_id"].isin(archive["contract_id"])
    told(f"{not_filed.sum()} contracts of customers with a file were never filed")
    stale = (archive["updated_on"] < firm.last_day - pd.Timedelta(days=365)).sum()
    told(f"{stale} pages are over a year old, {(archive['filled'] < 80).sum()} badly filled")
    told(f"{(~contracts['authorised']).sum()} were signed without authority")
    done, today = firm.follow_ups["done_on"], firm.last_day
    overdue, planned = ((due <= today) & done.isna()).sum(), (due > today).sum()
    told(f"{overdue} overdue, {(done > due).sum()} done late, {planned} planned")
    told(f"{firm.complaints['first_reply_at'].isna().sum()} have had no reply")


def test_the_campaigns(firm):
    rows = firm.campaign_members.merge(firm.campaigns).merge(firm.true_responses, on=["campaign_id", "customer_id"])
    rows = rows.merge(firm.customers[["customer_id", "entry_month", "left_on"]])
    rows["left"] = rows["left_on"].between(rows["starts_on"], rows["ends_on"])
    first = rows["campaign_id"] == "C01"
    for campaign, rest in ((rows[~first], ""), (rows[first], ": all of it chance")):
        alone, called = (campaign.loc[campaign["group"] == group, "left"].mean() for group in ("control", "called"))
        told(f"| {100 * alone:.1f} % of those left alone, {100 * called:.1f} % of those called{rest} |")
    calls = rows[~first]
    kinds = calls["response"].value_counts()
    told(f"{kinds['persuadable']} are persuadable (可挽留), {kinds['sleeping dog']} sleeping dogs (勿扰)")
    told(f"{kinds['lost cause']} lost causes (必流失)")
    complaints = firm.complaints[
        ~((firm.complaints["first_reply_at"] - firm.complaints["opened_at"]) <= pd.Timedelta(days=3))
    ]
    met = calls[["campaign_id", "customer_id", "starts_on"]].merge(complaints, on="customer_id")
    lately = (met["opened_at"] < met["starts_on"]) & (met["opened_at"] >= met["starts_on"] - pd.DateOffset(months=3))
    met = met.loc[lately, ["campaign_id", "customer_id"]].drop_duplicates()
    ends = calls[(calls["contract_months_left"] <= 3).fillna(False)].merge(met, how="left", indicator="met")
    ends = ends[ends["met"] == "left_only"]
    newcomer = ends["starts_on"] < ends["entry_month"] + pd.DateOffset(months=p.CAME_LATELY)
    shares = ends.groupby(newcomer)[["leaves_if_left_alone", "leaves_if_called"]].mean() * 100
    told(
        f"{shares.loc[True].iloc[0]:.1f} % of the newcomers leave when left alone and {shares.loc[True].iloc[1]:.1f} %"
    )
    told(f"of the others {shares.loc[False].iloc[0]:.1f} % and {shares.loc[False].iloc[1]:.1f} %")


def test_the_benefits(firm):
    rows = firm.benefit_members.merge(firm.customers)
    without, given = (rows.loc[rows["benefit"] == benefit, "left_on"].notna().mean() for benefit in (False, True))
    told(f"{100 * without:.1f} % of those without the benefits, {100 * given:.1f} % of those with")
    grades = ["none", *(name for name, _mark in p.GRADES)]
    rose = rows["grade"].map(grades.index) > rows["grade_before"].map(grades.index)
    came = rows["entry_month"] >= "2023-12-01"
    stayed = rows.loc[rose & ~came & rows["left_on"].isna(), "customer_id"]
    bills = firm.bills[firm.bills["customer_id"].isin(stayed) & (firm.bills["month"].dt.month == 12)]
    paid = (bills["fee"] - bills["discount"]).groupby(bills["month"].dt.year).sum() / len(stayed)
    told(
        f"{rose.sum()} have a higher grade than a year before. {(rose & came).sum()} of them were not there in December"
    )
    told(
        f"The {len(stayed)} others who stayed through 2025 paid {paid[2023]:.0f}, {paid[2024]:.0f} and {paid[2025]:.0f}"
    )


def test_the_parameters_of_the_trials():
    text, *calls = p.CAMPAIGNS
    assert {call[2:5] for call in calls} == {(0.95, 0.50, True)} and text[2:5] == (0.60, 0.50, False)
    assert [call[1] for call in p.CAMPAIGNS] == [3, *range(5, 12)]
    told(f"A list takes {100 * text[2]:.0f} (text message) or {100 * calls[0][2]:.0f} per cent of all who are there")
    effect = p.CALL_EFFECT
    told(f"A call makes a member {effect['bad reply']} times as likely to leave within the quarter after a complaint")
    told(f"been with us for {p.CAME_LATELY} months or more {effect['contract ends']} times as likely")
    told(f"later {effect['contract ends, came lately']} times: they came for a price")
    told(f"After a rival's offer in the quarter before it is {effect['rival']} times")
    told(f"more than {p.DOG_TENURE} months with us, {effect['asleep']:.0f} times as likely")
    told(f"{effect['came lately']} times for who came in the last {p.CAME_LATELY} months")
    told(f"{effect['poor network']} times on a poor network, {effect['others']} times for others")
    assert p.BENEFIT_SHARE == 0.5
    marks = [f"{name} from {mark:,}" for name, mark in p.GRADES]
    told(f"{', '.join(marks)} yuan")
    told(f"With them one is {p.BENEFIT_EFFECT} times as likely to leave within the year")


def test_the_parameters():
    told(f"{p.PEOPLE[0]:,} to {p.PEOPLE[1]:,} of them are customers")
    told(f"{p.OUTSIDERS} have only signed up in the app")
    told(f"{p.GROUPS[0]} to {p.GROUPS[1]} groups with {p.BRANCHES[0]} to {p.BRANCHES[-1]} branches")
    told(f"{p.LOOK_ALIKES} of those are named like a group")
    told(f"{p.FLAT_CUSTOMERS} organisations have a flat price of 3,000.00")
    low, high = (round(100 * share) for share in p.DRAIN_DISCOUNT)
    told(f"{p.DRAINS} large ones get {low} to {high} per cent off and {p.DRAIN_HOURS[0]} to {p.DRAIN_HOURS[1]} hours")
    told(f"small for the settled ({100 * p.SETTLED:.2f} % a month)")
    told(f"larger for the restless ({100 * p.RESTLESS:.1f} %)")
    times = [f"{1 + effect:g} times" for effect in (p.EFFECT_OF_RIVAL, p.EFFECT_OF_BAD_REPLY, p.EFFECT_OF_CONTRACT_END)]
    told(f"{times[0]} as high in the month of a rival's offer and the next, {times[1]} after a complaint badly met")
    told(f"{times[2]} when a contract ends, {1 + p.EFFECT_OF_BAD_EXPERIENCE:g} times on a poor network")
