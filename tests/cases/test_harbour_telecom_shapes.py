"""Harbour Telecom has the shapes of life and its traps, on every seed."""

import numpy as np
import pandas as pd
from telecom_world import company

from casekit.cases.simulated.harbour_telecom.shapes import draw_shapes
from casekit.grading import gini, top_share


def test_so_many_customers(firm):
    organisations = (firm.customers["user_type"] == "organisation").sum()
    assert 6_000 <= len(firm.customers) <= 6_600 and 1_300 <= organisations <= 1_500
    assert 0.5 < (firm.customers["entry_month"] < "2023").mean() < 0.6
    assert 320 <= firm.customers["manager_id"].notna().sum() <= 470
    assert 7_800 <= len(firm.cards) <= 8_900 and 1_000 <= len(firm.contracts) <= 1_500


def test_few_customers_bring_most_and_fewer_still_the_profit(firm):
    year = firm.year.reset_index()
    assert 0.75 < top_share(year, value="sales", share=0.2) < 0.90
    assert 0.70 < gini(year, value="sales") < 0.85
    assert 0.93 < year["profit"].nlargest(round(0.2 * len(year))).sum() / year["profit"].sum() < 1.12
    assert 0.10 < (year["profit"] < 0).mean() < 0.30


def test_some_of_the_largest_lose_us_money(firm):
    year = firm.year
    largest = year.nlargest(round(0.03 * len(year)), "sales")
    assert 2 <= (largest["profit"] < 0).sum() <= 20


def test_key_accounts_are_few_and_some_stand_on_the_mark(firm):
    year = firm.year
    assert 0.014 < (year["monthly"] > 3_000).mean() < 0.04
    on_the_mark = (year["least"] == 3_000) & (year["most"] == 3_000) & (year["months"] == 12)
    assert on_the_mark.sum() >= 3


def test_groups_pass_the_mark_only_together(firm):
    branches = firm.true_groups.join(firm.year["sales"], on="customer_id").fillna({"sales": 0.0})
    groups = branches.groupby("group_id")["sales"].agg(["sum", "max", "size"])
    assert 100 <= len(groups) <= 120 and groups["size"].between(2, 12).all()
    assert ((groups["sum"] > 100_000) & (groups["max"] <= 100_000)).sum() >= 4
    known = firm.customers.set_index("customer_id")["group_id"].reindex(firm.true_groups["customer_id"])
    assert 0.15 < known.isna().mean() < 0.35
    assert firm.groups["contract_unit"].isin(known.dropna().index).all()


def test_a_look_alike_belongs_to_no_group(firm):
    marks = firm.groups["name"].str.split().str[:2].str.join(" ")
    outside = firm.customers[~firm.customers["customer_id"].isin(firm.true_groups["customer_id"])]
    alike = outside["name"].str.split().str[:2].str.join(" ").isin(marks)
    assert (alike & (outside["user_type"] == "organisation")).sum() >= 9


def test_a_tenth_leaves_each_year_and_fewer_of_the_old(firm):
    customers = firm.customers
    for year in (2023, 2024, 2025):
        there = (customers["entry_month"] < f"{year}") & ~(customers["left_on"] < f"{year}")
        assert 0.08 < (customers.loc[there, "left_on"].dt.year == year).mean() < 0.20
    there = customers["entry_month"] < "2023"
    old = customers["entry_month"] < "2019"
    left = customers["left_on"].notna()
    assert left[there & old].mean() < 0.85 * left[there & ~old].mean()


def test_what_drives_customers_away(firm):
    """Within 90 days, far more leave after a bad answer, a rival's offer or a contract's end than at other times."""
    left, soon = firm.customers.set_index("customer_id")["left_on"], np.timedelta64(90, "D")

    def leave(who, when):
        waited = left.reindex(who).to_numpy() - when.to_numpy()
        there = ~(waited < np.timedelta64(0, "s")) & (when <= pd.Timestamp("2025-10-01")).to_numpy()
        return (waited[there] < soon).mean()

    any_day = leave(firm.bills["customer_id"], firm.bills["month"])
    complaints = firm.complaints
    quick = (complaints["first_reply_at"] - complaints["opened_at"]) <= pd.Timedelta(days=3)
    answered, not_answered = complaints[quick], complaints[~quick]
    slow = leave(not_answered["customer_id"], not_answered["opened_at"])
    assert slow > 2 * leave(answered["customer_id"], answered["opened_at"])
    assert slow > 3 * any_day
    assert leave(firm.rival_offers["customer_id"], firm.rival_offers["seen_on"]) > 2 * any_day
    before_end = firm.contracts["ends_on"] - pd.Timedelta(days=30)
    assert leave(firm.contracts["customer_id"], before_end) > 1.5 * any_day


def test_the_year_has_its_seasons(firm):
    customers = firm.customers.set_index("customer_id")
    bills = firm.bills[firm.bills["month"] >= "2025"].join(customers[["area", "organisation_type"]], on="customer_id")
    bills = bills[bills.groupby("customer_id")["month"].transform("size") == 12]
    index = bills["month"].dt.month

    def shape(rows):
        monthly = bills[rows].groupby(index)["fee"].sum()
        return monthly / monthly.mean()

    school, island = bills["organisation_type"] == "school", bills["area"] == "Islands"
    assert shape(~school & ~island).idxmin() == 2
    assert shape(school).idxmax() in (9, 10, 11) and shape(school)[[7, 8]].max() < 0.8
    assert shape(island & ~school).idxmax() in (6, 7, 8)


def test_who_leaves_uses_less_before(firm):
    left = firm.true_lives[firm.true_lives["leave_reason"].ne("moved or closed") & firm.customers["left_on"].notna()]
    bills = firm.bills.merge(left[["customer_id", "leaves_on", "spending_rate"]])
    ahead = (bills["leaves_on"] - bills["month"]).dt.days
    level = bills["fee"] / bills["spending_rate"]
    assert level[ahead.between(31, 61)].median() < 0.8 * level[ahead.between(120, 365)].median()


def test_some_pay_late_and_some_not_at_all(firm):
    days = firm.bills["days_to_pay"]
    assert 0.03 < days.isna().mean() < 0.08
    assert 0.15 < (days.dropna() > 30).mean() < 0.30
    asleep = firm.customers["in_service"] & ~firm.customers["billed"]
    assert 60 <= asleep.sum() <= 260
    assert (~firm.customers["in_service"] & firm.customers["billed"]).sum() >= 5


def test_cards_have_blanks_and_junk(firm):
    cards = firm.cards
    blank = cards.isna().groupby(cards["register"]).mean()
    assert 0.35 < blank.loc["shop", "email"] < 0.50 and 0.80 < blank.loc["app", "id_number"] < 0.90
    assert blank.loc["app", "customer_id"] == 1 and blank.loc["shop", "customer_id"] == 0
    for field in ("address", "interests", "occupation"):
        assert {"-", "unknown"} <= set(cards[field].dropna())
    assert cards["phone"].dropna().str.replace("+86 ", "").str.startswith("100").all()
    assert cards["email"].dropna().str.lower().str.endswith("mail.example").all()


def test_one_person_stands_on_several_cards_under_several_names(firm):
    cards = firm.cards.merge(firm.card_owners)
    owners = cards.groupby("person_id")
    assert (owners["card_id"].size() > 1).sum() > 2_000
    assert (owners["name"].nunique() > 1).sum() > 700
    assert (owners["customer_id"].nunique() > 1).sum() > 150
    app = cards[cards["register"] == "app"].groupby("person_id").size()
    assert 150 <= (app > 1).sum() <= 230
    strangers = ~app.index.isin(cards.loc[cards["register"] == "shop", "person_id"])
    assert 250 <= strangers.sum() <= 400


def test_strangers_look_alike(firm):
    cards = firm.cards.merge(firm.card_owners)
    shop = cards[cards["register"] == "shop"]
    assert (shop.groupby("name")["person_id"].nunique() > 1).sum() > 100
    phones = shop.groupby("phone")["person_id"].nunique()
    assert (phones >= 5).sum() in (2, 3)  # the shops' own; one may be typed for few
    assert phones.between(2, 4).sum() > 50  # families
    known = shop.dropna(subset=["address"])
    homes = known[~known["address"].isin(["-", "unknown"])].groupby(["area", "address"])["person_id"].nunique()
    assert (homes > 1).sum() > 200


def test_the_archive_has_every_fault(firm):
    customers, archive = firm.customers.dropna(subset=["manager_id"]), firm.archive
    pages = archive.groupby("file_id")["page"].agg(["max", "size"])
    sheets = set(archive.loc[archive["document"] == "sales-power sheet", "customer_id"])
    signed = firm.contracts[firm.contracts["customer_id"].isin(set(archive["customer_id"]))]
    stale = archive["updated_on"] < firm.last_day - pd.Timedelta(days=365)
    found = {
        "no file": (~customers["customer_id"].isin(archive["customer_id"])).sum(),
        "two files": (archive.groupby("customer_id")["file_id"].nunique() > 1).sum(),
        "page gap": (pages["max"] > pages["size"]).sum(),
        "no power sheet": len(set(archive["customer_id"]) - sheets),
        "not filed": (~signed["contract_id"].isin(archive["contract_id"])).sum(),
        "stale": stale.sum(),
        "badly filled": (archive["filled"] < 80).sum(),
    }
    assert min(found.values()) >= 1, found
    assert (archive["customer_id"].str.startswith("P")).sum() >= 12


def test_follow_ups_are_done_late_or_not_at_all(firm):
    due, done = firm.follow_ups["due_on"], firm.follow_ups["done_on"]
    assert ((due <= firm.last_day) & done.isna()).sum() >= 50
    assert (done > due).sum() >= 50
    assert (due > firm.last_day).sum() >= 50 and done[due > firm.last_day].isna().all()
    assert 1 <= (~firm.contracts["authorised"]).sum() <= 150


def test_prospects_stand_at_every_stage(firm):
    known = firm.prospects
    general = known["overview_on_file"] & known["head_interviewed_on"].notna() & known["view_of_us"].notna()
    general &= known["accounts_year"].fillna(0) >= 2023
    fits = (known["site_confirms"] & known["lawful_business"]).fillna(False)
    pays = known["payment_record"]
    assert (general & fits & pays.isin(["good", "late"])).sum() >= 3
    assert (general & known["visited_on"].notna() & (known["site_confirms"] == False)).sum() >= 2  # noqa: E712
    assert (~general & known["visited_on"].notna()).sum() >= 3
    assert (general & known["visited_on"].isna()).sum() >= 3
    assert (known["accounts_year"] < 2023).sum() >= 3
    assert known[["accounts_year", "head_interviewed_on", "view_of_us"]].isna().sum().min() >= 2


def test_the_log_holds_what_it_should_not(firm):
    right = firm.access_matrix.set_index(["role", "field"])["right"]
    includes = {"none": (), "read": ("read",), "edit": ("read", "edit"), "export": ("read", "export")}
    log = firm.access_log
    given = right.reindex(pd.MultiIndex.from_frame(log[["role", "field"]]))
    against = np.array([action not in includes[has] for action, has in zip(log["action"], given, strict=True)])
    assert 28 <= against.sum() <= 60
    assert ((log["action"] == "export") & against).any()
    assert 10 <= (~log["at"].dt.hour.between(7, 20)).sum() <= 30
    gone = log["user"].str.startswith("M") & ~log["user"].isin(firm.managers["manager_id"])
    assert 2 <= gone.sum() <= 5
    assert log["at"].dt.strftime("%Y-%m").eq("2025-12").all()


def test_the_policy_has_lost_its_confidentiality(firm):
    clauses = firm.policy_clauses
    assert not clauses["topic"].str.contains("confidential", na=False).any()
    damaged = clauses["text"].str.contains("????", regex=False)
    assert damaged.sum() == 1 and clauses.loc[damaged, "topic"].isna().all()
    assert clauses["owner"].isna().sum() == 1 and clauses["reviewed_on"].isna().sum() == 1


def test_two_figures_of_the_report_are_wrong(firm):
    bills = firm.bills[firm.bills["month"] >= "2025"].merge(firm.customers[["customer_id", "area"]])
    bills["cents"] = ((bills["fee"] - bills["discount"]) * 100).round().astype(int)
    true = bills.groupby(["month", "area"])["cents"].sum().unstack()
    true["total"] = true.sum(axis=1)
    printed = (firm.report.pivot(index="month", columns="area", values="amount") * 100).round().astype(int)
    gaps = (printed - true[printed.columns]).stack()
    (wrong, of_area), (doubled, total) = sorted(gaps[gaps != 0].index, key=lambda place: place[1] == "total")
    assert of_area != "total" and total == "total" and wrong != doubled
    assert gaps[wrong, of_area] % 9 == 0
    digits = [sorted(str(table.loc[wrong, of_area])) for table in (printed, true)]
    assert digits[0] == digits[1]
    assert gaps[doubled, total] in set(true.loc[doubled].drop("total"))


def test_targets_add_up(firm):
    assert firm.targets.groupby("group_by")["target_share"].sum().round(9).eq(1).all()


def test_the_shapes_can_be_drawn():
    drawn = company(1).all
    figure = draw_shapes(drawn, drawn)
    assert [place.get_title() != "" for place in figure.axes] == [True] * 10
