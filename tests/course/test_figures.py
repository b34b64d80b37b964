"""Figures that a lesson's prose states are computed here: text and data cannot drift apart."""

import re

import pandas as pd
import pytest

from casekit import load_case
from casekit.grading import LifeCycleRules
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "03-recency-frequency-monetary.py"


@pytest.fixture(scope="module")
def shop():
    return load_case("cdnow")


@pytest.fixture(scope="module")
def known(shop):
    return shop.transactions[shop.transactions["date"] <= shop.calibration_end]


def frequency(known):
    return known.groupby("customer_id")["date"].nunique() - 1


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def test_the_number_of_customers(known):
    n = known["customer_id"].nunique()
    assert said(f"{n:,} customers")


def test_more_than_two_fifths_have_frequency_zero(known):
    assert said("More than two fifths have one and the same value")
    assert (frequency(known) == 0).mean() > 0.4


def test_row_order_gives_equals_three_scores(known):
    assert said("Three scores for customers who did exactly the same")
    scores = (frequency(known).rank(method="first").sub(1) // (len(frequency(known)) / 5))[frequency(known) == 0]
    assert scores.nunique() == 3


def test_row_order_knows_who_is_newest_and_a_shuffle_does_not(shop, known):
    assert said("it is sorted by the first purchase")
    never = frequency(known)[frequency(known) == 0]
    first = known.groupby("customer_id")["date"].min()[never.index]
    assert first.rank().corr(pd.Series(range(len(first)), first.index)) > 0.95
    assert said("the three scores of those who never came back are alike")
    later = shop.transactions.loc[shop.transactions["date"] > shop.calibration_end, "customer_id"].unique()
    mixed = frequency(known).sample(frac=1, random_state=1)
    heaps = pd.qcut(mixed.rank(method="first"), 5, labels=[1, 2, 3, 4, 5])[never.index]
    shares = pd.Series(never.index.isin(later), never.index).groupby(heaps, observed=True).mean()
    assert len(shares) == 3 and shares.max() - shares.min() < 0.05


def test_half_of_the_best_fifth_fall_out(shop, known):
    assert said("Half of them fell out, though you did nothing")
    spend = known.groupby("customer_id")["amount"].sum()
    later = shop.transactions.query("date > @shop.calibration_end").groupby("customer_id")["amount"].sum()
    n = len(spend) // 5
    best_later = later.reindex(spend.index, fill_value=0).nlargest(n).index
    assert spend.nlargest(n).index.isin(best_later).mean() == pytest.approx(0.5, abs=0.02)


def test_the_rules_said_aloud_are_the_rules_applied():
    text = LESSON.read_text(encoding="utf-8")
    call = text[text.index("LifeCycleRules(") :].split(")")[0]
    for name, sentence in (
        ("lapsed_days", "last purchase more than {} days ago"),
        ("loyal_days", "first purchase at least {} days ago and"),
        ("loyal_purchases", "and at least {} purchase days"),
        ("active_purchases", "*active*: at least {} purchase days"),
        ("new_days", "first purchase at most {} days ago"),
    ):
        number = re.search(rf"{name}=(\d+)", call)[1]
        assert said(sentence.format(number)), name
    assert [text.index(f". *{name}*:") for name in LifeCycleRules().order] == sorted(
        text.index(f". *{name}*:") for name in LifeCycleRules().order
    )


def test_the_holdout_is_nine_months(shop):
    assert said("nine months after grading day")
    months = (shop.transactions["date"].max() - shop.calibration_end).days / 30.44
    assert round(months) == 9


def test_january_looks_best_until_all_have_had_equal_time(known):
    assert said("By the spend of one customer, January looks best. Its customers also had two months longer")
    assert said("January's lead is gone")
    first = known.groupby("customer_id")["date"].transform("min")
    whole = known.groupby([first.dt.month, "customer_id"])["amount"].sum().groupby(level=0).mean()
    same = known[known["date"] < first + pd.Timedelta(weeks=26)]
    equal = same.groupby([first.dt.month, "customer_id"])["amount"].sum().groupby(level=0).mean()
    assert whole.idxmax() == 1 and equal.idxmax() != 1


def test_lesson_00_states_how_many_customers_there_are(known):
    text = (REPOSITORY / "authoring" / "00-start-here.py").read_text(encoding="utf-8")
    assert f"{known['customer_id'].nunique():,} real customers" in text
