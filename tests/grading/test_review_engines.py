"""A review and its letters are the same on every engine, and give back the kind of table they got."""

import numpy as np
import pandas as pd
import pytest
from review_tables import ladder, same_rows

from casekit.grading import ReviewRules, notices, review

pytestmark = pytest.mark.filterwarnings("ignore")
RULES = ReviewRules(
    margin=0.1,
    minimum_stay=2,
    downgrade_after=2,
    idle_months=6,
    satisfaction_below=4,
    largest_step=1,
    tenure_months=24,
)


@pytest.fixture(scope="module")
def tables():
    """120 customers, with missing figures, newcomers and manual levels."""
    draw = np.random.default_rng(17)
    n = 120
    names = [f"c{number:03}" for number in range(n)]
    people = pd.DataFrame({"customer_id": names, "usage": draw.gamma(3, 70, n).round(1)})
    people["credit"] = draw.choice(
        np.array(["bad", "fair", "good", "", None], dtype=object), n, p=[0.1, 0.3, 0.5, 0.05, 0.05]
    )
    people["months_idle"] = draw.integers(0, 9, n)
    people["satisfaction"] = draw.integers(1, 11, n).astype("float64")
    people["entry_month"] = pd.to_datetime("2022-01-01") + pd.to_timedelta(draw.integers(0, 1400, n), unit="D")
    people = people.astype({"customer_id": "str", "credit": "str"})
    people.loc[:9, ["usage", "satisfaction"]] = np.nan
    people.loc[:9, "months_idle"] = 0
    before = pd.DataFrame({"customer_id": names[5:]}).astype("str")
    before["grade"] = pd.Series(draw.choice(["gold", "silver", "bronze", "unclassified"], n - 5)).astype("str")
    before["reviews_in_grade"], before["reviews_below"] = draw.integers(1, 4, n - 5), draw.integers(0, 2, n - 5)
    levels = pd.DataFrame({"customer_id": ["c010", "c011", "c012"], "grade": ["gold", "bronze", "gold"]})
    levels["by"], levels["why"] = "M01", ["a trial", None, "late"]
    levels = levels.astype("str").assign(
        from_date=pd.to_datetime(["2025-01-01", "2025-06-01", "2025-01-01"]),
        expires_on=pd.to_datetime(["2026-12-31", None, "2025-12-31"]),
    )
    return people, before, levels


def test_a_review_and_its_letters(to_engine, tables):
    people, before, levels = tables
    options = {"policy": ladder(), "as_of": "2026-01-01", "rules": RULES}
    expected = review(people, before=before, overrides=levels, **options)
    given = to_engine(people)
    found = review(given, before=to_engine(before), overrides=to_engine(levels), **options)
    assert type(found) is type(given)
    assert {"up", "down", "same", "new"} == set(expected["change"])
    rules = {
        "margin",
        "minimum_stay",
        "downgrade_after",
        "idle",
        "satisfaction",
        "largest_step",
        "tenure",
        "manual",
        "missing",
    }
    assert rules | {"earned"} == set(expected["cause"])
    same_rows(expected, found, "customer_id")
    letters = notices(expected, **options)
    assert letters["text"].str.len().min() > 200
    same_rows(letters, notices(found, **options), "customer_id")


def test_without_reasons_the_same_grades(tables):
    people, before, _levels = tables
    options = {"policy": ladder(), "as_of": "2026-01-01", "rules": RULES, "before": before}
    whole = review(people, **options)
    pd.testing.assert_frame_equal(whole.drop(columns=["reason", "reason_zh"]), review(people, **options, reasons=False))


def test_the_order_of_rows_makes_no_difference(tables):
    people, before, levels = tables
    options = {"policy": ladder(), "as_of": "2026-01-01", "rules": RULES, "overrides": levels}
    turned = review(people[::-1], before=before.sample(frac=1, random_state=3), **options)
    pd.testing.assert_frame_equal(review(people, before=before, **options), turned)
