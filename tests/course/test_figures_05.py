"""What lesson 05 says in prose is computed here: text and data cannot drift apart."""

import pandas as pd
import pytest

from casekit import grading
from casekit.course import question
from casekit.course.companies import machinery, telecom
from casekit.course.ironbridge import measures
from casekit.course.key_account_tests.company import TYPES, held, organisations, units
from casekit.course.key_account_tests.note import ranking
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "05-key-account-tests.py"


@pytest.fixture(scope="module")
def firms():
    return organisations(telecom(0))


@pytest.fixture(scope="module")
def groups():
    return units(telecom(0))


@pytest.fixture(scope="module")
def accounts():
    return measures(machinery(0), 2025).query("annual_usage > 0")


@pytest.fixture(scope="module")
def tests(accounts):
    marks = pd.DataFrame(
        {
            "large": accounts["annual_usage"] >= 200_000,
            "frequent": accounts["orders"] >= 6,
            "profitable": accounts["profit_rate"] >= 0.15,
            "influence": accounts["influence"],
        }
    )
    elements = accounts[["strategic_project", "influence", "innovation", "market_power"]]
    return marks, elements


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def test_about_a_fourth_of_the_branches_lack_their_group():
    case = telecom(0)
    branches = case.customers[case.customers["customer_id"].isin(case.truth["true_groups"]["customer_id"])]
    assert said("about a fourth of the branches lack their group's number")
    assert 0.2 < branches["group_id"].isna().mean() < 0.3


def test_schools_and_hospitals_are_public_bodies_and_no_party_office_is_recorded():
    customers = telecom(0).customers
    assert said("Our records know no party offices") and said("schools and hospitals are public bodies")
    kinds = customers.groupby("organisation_type")["public_body"].mean()
    assert not kinds.index.str.contains("party").any()
    assert (kinds[["school", "hospital"]] > 0).all()


def test_who_pays_exactly_3000_has_a_flat_price(firms):
    case = telecom(0)
    exactly = firms.index[firms["fee"] == 3000]
    bills = case.bills[case.bills["customer_id"].isin(exactly) & (case.bills["month"].dt.year == 2025)]
    assert said("these customers have the flat price because **we** sold it")
    assert len(exactly) > 5
    assert ((bills["fee"] - bills["discount"]).round(2) == 3000).all()


def test_neither_reading_of_special_gives_thirty_and_all_four_are_offices(firms):
    n = held(firms)
    assert said("**Neither reading gives thirty names.**") and said('"any two" is far longer than thirty')
    assert (n >= 2).sum() > 100 and 0 < (n == 4).sum() < 10
    assert said("*All four* is one small bar to the right. Who are they?")
    assert set(firms.loc[n == 4, "organisation_type"]) <= {"government", "military"}


def test_90000_and_250_make_0_3_per_cent():
    assert said(
        "about 90,000 high-value customers and about 250 groups. Can one add them, or say that groups are 0.3 per cent?"
    )
    assert round(100 * 250 / 90_000, 1) == 0.3


def test_many_groups_reach_the_limit_only_together(groups):
    only = groups[groups["group"] & groups["high_value"] & (groups["largest_fee"] < 3000)]
    assert said("Tested one by one, none of these groups is of high value")
    assert len(only) > 10


def test_one_small_word_makes_nearly_everybody_or_nobody_key(tests):
    marks, elements = tests
    assert said("Read paper one with OR, and nearly everybody is key. Read paper two with AND, and nobody is.")
    assert marks.any(axis=1).mean() > 0.85 and not elements.all(axis=1).any()


def test_or_takes_small_accounts_and_some_below_zero_and_points_others(accounts, tests):
    marks, elements = tests
    graded = grading.load_policy("key-account-or").grade(accounts.reset_index()).set_index("customer_id")["grade"]
    either, points = (graded == "key account").reindex(accounts.index), marks.sum(axis=1) >= 3
    assert said("OR takes small accounts with one good side, and accounts below zero")
    assert (accounts.loc[either, "annual_usage"] < 100_000).sum() > 20 and (
        accounts.loc[either, "profit_rate"] < 0
    ).any()
    assert said("Points takes large, regular ones and lets their influence be")
    assert (accounts.loc[points, "annual_usage"] >= 200_000).mean() > 0.9
    assert accounts.loc[points, "influence"].mean() < 0.5
    assert said("OR is everywhere, AND nearly nowhere")
    assert marks.all(axis=1).sum() < 15 < 100 < either.sum()
    assert (points & ~either).any() and (either & ~points).any()
    assert said("of those who pass *points* (row *yes*), some fail OR")
    assert 0 < (points & ~either).sum() < (points & either).sum()
    assert said("of those who pass OR (column *yes*), most fail points")
    assert (either & ~points).sum() > (either & points).sum()
    assert said("Rates below −20 % are drawn at −20") and (accounts["profit_rate"] < -0.2).any()


def test_and_by_hand_is_and_by_the_file(accounts, tests):
    graded = grading.load_policy("key-account-and").grade(accounts.reset_index()).set_index("customer_id")["grade"]
    assert ((graded == "key account").reindex(accounts.index) == tests[0].all(axis=1)).all()


def test_each_of_the_three_false_friends_stands_among_the_forty_largest(accounts):
    large = accounts.nlargest(40, "annual_usage")
    assert said("Of the 40 largest accounts, how many fall out for one of the three?")
    assert (
        large["harsh_terms"].any() and (large["profit_rate"] < 0.05).any() and (large["group_buy_share"] >= 0.5).any()
    )


def test_the_limits_of_the_false_friends_are_those_of_the_kits_file(accounts):
    """The sentence that names them and the file put out the same accounts."""
    assert said("half of the year's purchases or more came in group buys, or 80 per cent or more in one single order")
    assert said("*Low profit*: a rate below 5 per cent") and said(
        "Who has two reasons is told the first of them in this order"
    )
    large = accounts.nlargest(40, "annual_usage")
    graded = grading.load_policy("large-but-not-key").grade(large.reset_index()).set_index("customer_id")
    one_off = (large["group_buy_share"] >= 0.5) | (large["largest_order_share"] >= 0.8)
    out = one_off | (large["profit_rate"] < 0.05) | large["harsh_terms"]
    assert out.any() and ((graded["grade"] != "large and sound").reindex(large.index) == out).all()


def test_often_is_the_same_in_lesson_practice_and_file(accounts, tests):
    assert said("often is six orders in the year")
    rows = question("keys.three-tests").facts["rows"]
    assert {one: row[1] for one, row in rows.items()} == accounts["orders"].reindex(list(rows)).to_dict()
    assert question("keys.three-tests").facts["orders"] == 6


def test_some_special_ones_lose_and_more_than_thirty_pass(firms, groups):
    assert said("A team for these would make the loss larger")
    assert (firms.loc[held(firms) >= 2, "profit"] < 0).sum() > 5
    assert said("More than thirty pass, so they must be ranked")
    assert len(ranking(telecom(0))) > 30
    assert ((held(groups) >= 3) & (groups["profit"] < 0)).any()
    passed = ranking(telecom(0))
    assert said("By contribution or by sales: the same thirty")
    assert set(passed.nlargest(30, "sales").index) == set(passed.index[:30])


def test_the_lessons_list_is_that_of_the_practice(firms, groups):
    """The lesson adds flags up by hand; the practice has functions of its own. They must agree."""
    unit = firms["group_id"].fillna(firms.index.to_series())
    flags = firms[list(TYPES)].groupby(unit).any()
    flags["high_value"] = firms.groupby(unit)["fee"].sum().round(2) >= 3000
    assert (flags.sum(axis=1).reindex(groups.index) == held(groups)).all()


def test_income_on_the_card_says_little_of_spending():
    case = telecom(0)
    bills = case.bills[case.bills["month"].dt.year == 2025]
    sales = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
    people = case.customers[case.customers["user_type"] == "person"]["customer_id"]
    people = sales[sales.index.isin(people)]
    cards = case.cards[case.cards["register"] == "shop"].drop_duplicates("customer_id").set_index("customer_id")
    income = cards["income_band"].reindex(people.index).fillna("blank")
    shares = (people >= people.quantile(0.8)).groupby(income).mean()
    assert said("Who says high stands in the top fifth about as often as anybody")
    assert abs(shares["high"] - 0.2) < 0.03
    assert said("The field is old, self-told and mostly blank")
    assert (income == "blank").mean() > 0.5


def test_number_28_or_so_has_no_manager(groups):
    top = ranking(telecom(0)).head(30)
    assert said("Who is on our list of thirty, and has nobody?")
    assert top["manager_id"].isna().any()
