"""The ABC lab: the same classes as abc_classes, groups as one, and what follows from the settings."""

import pickle

import numpy as np
import pandas as pd
import pytest
from abc_toys import many, twelve
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.grading import abc_classes
from casekit.labs import AbcLab, AbcSettings
from casekit.labs.abc_settings import ALONE, CLASSES, GROUPS, PROFIT, SALES

COLUMNS = {"unit_id": "unit_id", "hours": "hours", "name": "name"}
LETTERS = np.array(CLASSES)


@pytest.fixture(scope="module")
def lab():
    return AbcLab(twelve(), **COLUMNS)


@pytest.fixture(scope="module")
def large():
    return AbcLab(many(3000), unit_id="unit_id", hours="hours")


def letters(outcome):
    return "".join(LETTERS[outcome.classes])


def test_the_usual_abc(lab):
    found = lab.outcome()
    assert letters(found) == "AAABBBCCCCCC"
    assert found.by_class["customers"].tolist() == [3, 3, 6]
    assert found.by_class["share_of_sales"].tolist() == pytest.approx([0.85, 0.10, 0.05])
    assert found.moved == {"up": 0, "down": 0}


@pytest.mark.parametrize("cuts", [(0.8, 0.95), (0.5, 0.98), (0.6, 0.61)])
@pytest.mark.parametrize("measure", [SALES, PROFIT])
def test_the_classes_are_those_of_abc_classes(large, measure, cuts):
    expected = abc_classes(many(3000), value=measure, cuts=cuts).set_index("customer_id")["abc_class"]
    found = large.outcome(AbcSettings(measure=measure, cuts=cuts))
    assert (LETTERS[found.classes] == expected.reindex(large.customers.ids).to_numpy()).all()


def test_a_group_is_one_unit_in_one_class_and_a_blank_is_no_group(lab):
    found = lab.outcome(AbcSettings(unit=GROUPS))
    # A 400; B 250 and the group of C and D 250; E 30 and the group of G, H and I 30; F 20 stands behind them now.
    assert letters(found) == "AAAABCBBBCCC"
    assert found.by_class["units"].tolist() == [3, 2, 4] and found.by_class["customers"].tolist() == [4, 4, 4]
    assert found.ties == {"A": 2, "B": 2}
    assert found.moved == {"up": 4, "down": 1}


def test_a_group_with_many_members_moves_them_all(large):
    found = large.outcome(AbcSettings(unit=GROUPS))
    table = many(3000)
    grouped = pd.Series(found.classes[table["unit_id"] != ""]).groupby(
        table["unit_id"][table["unit_id"] != ""].to_numpy()
    )
    assert grouped.nunique().eq(1).all()


def test_who_moves_is_told_by_name_largest_first(lab):
    found = lab.outcome(AbcSettings(measure=PROFIT)).moved_customers()
    assert list(found) == ["customer_id", "name", "usual", "abc_class", "sales", "profit"]
    assert found.iloc[0].tolist() == ["B", "Customer B", "A", "C", 250.0, -20.0]
    assert len(lab.outcome(AbcSettings(measure=PROFIT)).moved_customers(1)) == 1


def test_a_customer_in_a_that_costs_more_than_it_brings_is_found(lab):
    found = lab.outcome()
    assert found.by_class["losing"].tolist() == [1, 0, 1]
    assert found.losing_customers("A")["customer_id"].tolist() == ["B"]
    assert found.losing_customers("C")["customer_id"].tolist() == ["K"]
    assert lab.outcome(AbcSettings(measure=PROFIT)).losing_customers("A").empty


def test_hours_follow_from_the_classes_and_are_held_against_what_there_is(lab):
    found = lab.outcome(AbcSettings(hours=(20, 10, 1)))
    assert found.by_class["hours"].tolist() == [60, 30, 6]
    assert (found.hours, found.hours_over) == (96, -10)
    assert found.by_class["given"].tolist() == [105, 1, 0]
    assert AbcLab(twelve(), hours_available=90).outcome(AbcSettings(hours=(20, 10, 1))).hours_over == 6


def test_without_hours_and_groups_the_lab_does_without(lab):
    plain = AbcLab(twelve())
    assert not plain.has_groups and plain.customers.hours_available == 0
    assert plain.outcome().by_class["given"].isna().all()
    assert "name" not in plain.outcome(AbcSettings(measure=PROFIT)).moved_customers()
    with pytest.raises(CasekitError, match="have no groups"):
        plain.outcome(AbcSettings(unit=GROUPS))


def test_equals_at_a_cut_stay_together_and_are_counted():
    equal = pd.DataFrame({"customer_id": range(10), "sales": [10.0] * 10, "profit": [1.0] * 10})
    found = AbcLab(equal).outcome()
    assert found.by_class["customers"].tolist() == [10, 0, 0] and found.ties == {"A": 10, "B": 10}


def test_the_curve_passes_the_points_where_the_classes_end(large):
    found = large.outcome(AbcSettings(measure=PROFIT))
    curve = found.curve
    assert curve.iloc[0].tolist() == [0, 0] and curve.iloc[-1].tolist() == pytest.approx([1, 1])
    assert curve["share_of_value"].max() > 1 and len(curve) <= 410
    for end in found.by_class["share_of_units"].cumsum():
        assert np.isclose(curve["share_of_units"], end).any()


def test_the_order_of_the_rows_decides_nothing(lab):
    mixed = AbcLab(twelve().sample(frac=1, random_state=3), **COLUMNS)
    for setting in (AbcSettings(), AbcSettings(measure=PROFIT, unit=GROUPS)):
        pd.testing.assert_frame_equal(mixed.outcome(setting).by_class, lab.outcome(setting).by_class)
        assert (mixed.outcome(setting).classes == lab.outcome(setting).classes).all()


def test_any_engine(lab):
    import polars as pl

    other = AbcLab(pl.from_pandas(twelve()).lazy(), **COLUMNS)
    pd.testing.assert_frame_equal(other.outcome().by_class, lab.outcome().by_class)


def test_columns_may_have_other_names():
    renamed = twelve().rename(columns={"customer_id": "client", "sales": "turnover", "profit": "margin"})
    assert letters(AbcLab(renamed, customer_id="client", sales="turnover", profit="margin").outcome()) == "AAABBBCCCCCC"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda t: t.drop(columns="profit"), "no column “profit”"),
        (lambda t: t.assign(sales=t["sales"].where(t["sales"] != 30)), "1 rows have no “sales”"),
        (lambda t: t.assign(profit="much"), "must hold numbers"),
        (lambda t: pd.concat([t, t.head(2)]), "2 rows repeat a customer"),
        (lambda t: t.head(0), "no customer in this table"),
        (lambda t: t.assign(sales=-t["sales"]), "must be above 0"),
    ],
)
def test_customers_that_cannot_be_classed_are_one_sentence(spoil, sentence):
    with pytest.raises(CasekitError, match=sentence):
        AbcLab(spoil(twelve()))


def test_a_company_without_profit_cannot_be_cut_by_it():
    lab = AbcLab(twelve().assign(profit=-1.0))
    assert lab.outcome().by_class["losing"].tolist() == [3, 3, 6]
    with pytest.raises(CasekitError, match="total of “profit” is -12.00"):
        lab.outcome(AbcSettings(measure=PROFIT))


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"measure": "margin"}, "use one of: sales, profit"),
        ({"unit": "group"}, "each customer alone, whole groups"),
        ({"cuts": (0.95, 0.8)}, "two rising shares"),
        ({"cuts": (80, 95)}, "above 0 and below 1"),
        ({"cuts": 0.8}, "two rising shares"),
        ({"hours": (1, 2)}, "three numbers from 0 on"),
        ({"hours": (1, 2, -1)}, "three numbers from 0 on"),
        ({"hours": (1, 2, float("nan"))}, "three numbers from 0 on"),
    ],
)
def test_levers_that_mean_nothing(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        AbcSettings(**levers)


def test_settings_travel():
    levers = AbcSettings(measure=PROFIT, cuts=[0.7, 0.9], hours=[1, 2, 3])
    assert pickle.loads(pickle.dumps(levers)) == levers and hash(levers) == hash(
        AbcSettings(PROFIT, ALONE, (0.7, 0.9), (1, 2, 3))
    )


levers = st.builds(
    AbcSettings,
    measure=st.sampled_from([SALES, PROFIT]),
    unit=st.sampled_from([ALONE, GROUPS]),
    cuts=st.tuples(st.integers(50, 97), st.integers(1, 48)).map(lambda c: (c[0] / 100, min(98, c[0] + c[1]) / 100)),
    hours=st.tuples(*[st.integers(0, 50)] * 3),
)


@settings(max_examples=60, deadline=None)
@given(setting=levers)
def test_laws_of_any_outcome(large, setting):
    found = large.outcome(setting)
    table = found.by_class
    assert table["customers"].sum() == 3000 and table["share_of_sales"].sum() == pytest.approx(1)
    value = large.customers.columns[setting.measure]
    if setting.unit == ALONE:  # every A has as much as every B or more, and B as C
        ends = [value[found.classes == place] for place in range(3)]
        assert all(
            upper.min() > lower.max() for upper, lower in zip(ends, ends[1:], strict=False) if len(upper) and len(lower)
        )
    assert table[f"share_of_{setting.measure}"].iloc[0] >= setting.cuts[0] - 1e-9
    assert sum(found.moved.values()) == len(found.moved_customers())
    assert found.hours == pytest.approx(table["hours"].sum())
    assert table["losing"].iloc[0] == len(found.losing_customers("A"))
    assert table["losing"].iloc[0] == 0 or setting.measure == SALES or setting.unit == GROUPS


@settings(max_examples=30, deadline=None)
@given(setting=levers, more=st.integers(1, 10))
def test_a_later_cut_takes_nobody_out_of_a(large, setting, more):
    low, high = setting.cuts
    later = AbcSettings(setting.measure, setting.unit, (min(low + more / 100, high - 0.001), high))
    assert (large.outcome(later).classes[large.outcome(setting).classes == 0] == 0).all()
