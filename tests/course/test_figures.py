"""Figures that a lesson's prose states are computed here: text and data cannot drift apart."""

import pytest

from casekit import load_case
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


def test_half_of_the_best_fifth_fall_out(shop, known):
    assert said("Half of the best fall out by themselves")
    spend = known.groupby("customer_id")["amount"].sum()
    later = shop.transactions.query("date > @shop.calibration_end").groupby("customer_id")["amount"].sum()
    n = len(spend) // 5
    best_later = later.reindex(spend.index, fill_value=0).nlargest(n).index
    assert spend.nlargest(n).index.isin(best_later).mean() == pytest.approx(0.5, abs=0.02)


def test_the_holdout_is_nine_months(shop):
    assert said("nine months after grading day")
    months = (shop.transactions["date"].max() - shop.calibration_end).days / 30.44
    assert round(months) == 9


def test_january_looks_best_and_had_two_months_more(known):
    assert said("January's customers look best. They also had two months longer to buy")
    people = known.groupby("customer_id").agg(first=("date", "min"), spend=("amount", "sum"))
    means = people.groupby(people["first"].dt.month)["spend"].mean()
    assert means.idxmax() == 1


def test_lesson_00_states_how_long_its_customers_were_watched(shop, known):
    text = (REPOSITORY / "authoring" / "00-start-here.py").read_text(encoding="utf-8")
    first = known.groupby("customer_id")["date"].min()
    weeks = (shop.calibration_end - first).dt.days / 7
    assert f"some {weeks.min():.0f} to {weeks.max():.0f} weeks" in text
    assert f"{len(first):,} real customers" in text
