"""Stated against computed: nothing where nothing differs, and the declared causes in their order."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import reconcile


def figures(*rows):
    return pd.DataFrame(rows, columns=["month", "area", "amount"])


COMPUTED = figures(
    ("Jan", "North", 53_719.46),
    ("Jan", "South", 24_681.03),
    ("Jan", "total", 78_400.49),
    ("Feb", "North", 24_681.03),
)


def cause(stated, computed=53_719.46, others=COMPUTED.iloc[1:], **options):
    table = pd.concat([figures(("Jan", "North", computed)), others])
    named = pd.concat([figures(("Jan", "North", stated)), others])
    found = reconcile(named, table, by=["month", "area"], **options)
    assert len(found) <= 1
    return (found["cause"][0], found["explanation"][0]) if len(found) else None


def test_no_difference_no_row():
    assert not len(reconcile(COMPUTED, COMPUTED.iloc[::-1], by=["month", "area"]))
    assert cause(53_719.47) is None
    assert cause(53_719.47, tolerance=0.001)[0] == "no cause found"


@pytest.mark.parametrize(
    ("stated", "expected", "said"),
    [
        (-53_719.46, "sign", "opposite"),
        (53.72, "power of ten", "Computed is 1,000 times stated"),
        (5.37, "power of ten", "Computed is 10,000 times stated"),
        (537_194.60, "power of ten", "Stated is 10 times computed"),
        (54_000, "rounded", "rounded to 1,000"),
        (53_719, "rounded", "rounded to 1."),
        (107_438.92, "counted twice", "figure of Jan, North"),
        (78_400.49, "counted twice", "figure of Jan, South"),
        (29_038.43, "left out", "figure of Jan, South"),
        (35_719.46, "digits swapped", "With 3 and 5"),
        (53_719.64, "digits swapped", "With 6 and 4"),
        (93_715.46, "digits swapped", "With 9 and 5"),
        (35_719.0, "digits swapped", "With 3 and 5"),
        (53_719.46 + 0.45, "digits swapped?", "divisible by 9"),
        (53_819.50, "no cause found", "100.04"),
    ],
)
def test_causes(stated, expected, said):
    found, explanation = cause(stated)
    assert found == expected and said in explanation


def test_the_nearest_figure_of_the_same_value_is_named():
    others = figures(("Feb", "South", 24_681.03), ("Jan", "South", 24_681.03))
    assert "Jan, South" in cause(78_400.49, others=others)[1]


def test_the_noise_of_large_figures_is_no_difference_and_hides_no_cause():
    assert not len(reconcile(table({1: 1e9 + 0.07}), table({1: 1e9 + 0.06}), by="k"))
    one, other = 1e9 + 0.13, 2e9 + 2 / 7
    assert (one + other) - one != other
    found = reconcile(table({1: one + other, 2: other}), table({1: one, 2: other}), by="k", tolerance=0)
    assert found["cause"].tolist() == ["counted twice"]


def test_a_day_is_named_without_its_midnight():
    stated = pd.DataFrame({"month": pd.to_datetime(["2025-01-01"]), "amount": [24.68]})
    found = reconcile(stated, stated.assign(amount=12.34), by="month")
    assert found["explanation"][0] == "The gap is the figure of 2025-01-01, which seems to be counted twice."


def test_figures_in_one_table_only():
    stated = figures(("Mar", "North", 5.0), ("Jan", "North", None))
    found = reconcile(stated, COMPUTED.iloc[[0, 1]], by=["month", "area"])
    assert found[["month", "area", "cause"]].values.tolist() == [
        ["Mar", "North", "not computed"],
        ["Jan", "North", "not stated"],
        ["Jan", "South", "not stated"],
    ]


def table(values):
    return pd.DataFrame({"k": list(values), "amount": [float(value) for value in values.values()]})


_FIGURES = st.dictionaries(st.integers(0, 5), st.integers(-999, 999), min_size=1)


@settings(max_examples=80, deadline=None)
@given(st.integers(100_000, 9_999_999), st.integers(0, 6), st.integers(0, 6))
def test_two_digits_swapped_are_found_or_another_test_came_first(cents, one, other):
    digits = list(str(cents))
    assume(max(one, other) < len(digits) and digits[one] != digits[other])
    digits[one], digits[other] = digits[other], digits[one]
    assume(digits[0] != "0")
    stated = int("".join(digits)) / 100
    found = reconcile(table({1: stated}), table({1: cents / 100}), by="k")
    assert found["cause"][0] in ("digits swapped", "rounded", "counted twice", "power of ten")
    if found["cause"][0] != "digits swapped":
        assert digits[-2:] == ["0", "0"] or stated == pytest.approx(cents / 50)


@settings(max_examples=60, deadline=None)
@given(_FIGURES, _FIGURES)
def test_the_differences_and_only_they(stated, computed):
    found = reconcile(table(stated), table(computed), by="k")
    assert set(found["k"]) == {k for k in stated.keys() | computed.keys() if stated.get(k) != computed.get(k)}
    both = found[found["stated"].notna() & found["computed"].notna()]
    assert (both["gap"] == both["stated"] - both["computed"]).all()


@pytest.mark.parametrize(
    ("stated", "options", "sentence"),
    [
        (COMPUTED, {"by": []}, "by which columns"),
        (COMPUTED, {"by": "shop"}, "The stated figures have no column “shop”"),
        (COMPUTED, {"by": "month"}, "The stated figures have more than one figure for Jan"),
        (COMPUTED.assign(amount="1,000"), {}, "“amount” must hold numbers"),
        (COMPUTED.assign(month=[1, 1, 1, 2]), {}, "columns of different kinds: month"),
        (COMPUTED, {"tolerance": -1}, "“tolerance” must be a number from 0 on"),
    ],
)
def test_figures_that_cannot_be_compared(stated, options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        reconcile(stated, COMPUTED, **{"by": ["month", "area"], **options})
