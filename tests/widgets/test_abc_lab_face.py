"""The face of the ABC lab: every setting reaches the model, and the sentence says what came of it."""

import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.labs.abc import AbcLab
from casekit.labs.abc_settings import ALONE, GROUPS, PROFIT, SALES, AbcSettings
from casekit.widgets.abc_controls import in_order
from casekit.widgets.abc_lab import abc_lab

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from abc_toys import many, twelve

COLUMNS = {"unit_id": "unit_id", "hours": "hours", "name": "name"}


@pytest.fixture(scope="module")
def model():
    return AbcLab(twelve(), hours_available=150, **COLUMNS)


@pytest.fixture
def lab(model):
    face = abc_lab(model)
    yield face
    assert face.errors == []


def turn(lab, moved=None, **settings):
    lab.receive({"do": "set", "settings": {**lab.settings, **settings}, "moved": moved})
    return lab.outcome.settings


def test_it_opens_with_abc_as_it_is_usually_done(lab, model):
    assert lab.outcome.settings == AbcSettings() and lab.state["problem"] == ""
    said = lab.state["sentence"]
    assert (
        "<strong>3 customers</strong> (25.0 %) are A: they bring 85.0 % of the sales and 78.0 % of the profit." in said
    )
    assert "<strong>1 of these customers costs</strong> more than it brings." in said
    assert "Nobody is in another class than by ABC as usual" in said
    assert "You promise <strong>96 hours</strong> of service a year, and there are 150: 54 are left." in said
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_settings_reach_the_model(lab):
    settings = turn(lab, measure=PROFIT, unit=GROUPS, cut_a=70, cut_b=90, hours_a=40, hours_b=2.5, hours_c=0.25)
    assert settings == AbcSettings(PROFIT, GROUPS, (0.7, 0.9), (40, 2.5, 0.25))


def test_who_moves_and_who_loses_stand_in_tables(lab):
    assert re.findall("<caption>(.*?)</caption>", lab.state["table"]) == [
        "The classes",
        "In A, and costing more than they bring: the largest 1 of 1",
    ]
    turn(lab, measure=PROFIT)
    captions = re.findall("<caption>(.*?)</caption>", lab.state["table"])
    moved = sum(lab.outcome.moved.values())
    assert captions == ["The classes", f"In another class than usual: the largest {min(5, moved)} of {moved}"]
    assert "Customer B" in lab.state["table"] and "profit, yuan" in lab.state["table"]
    assert f"<strong>{moved} customers</strong> are in another class" in lab.state["sentence"]


def test_whole_groups_are_told_as_units(lab):
    turn(lab, unit=GROUPS)
    assert "<strong>3 units</strong> (33.3 % of all) are A, with 4 customers:" in lab.state["sentence"]
    assert "2 have exactly the same figure where A ends: they stay together." in lab.state["sentence"]
    assert "units" in lab.state["table"]


def test_too_many_hours_are_said(lab):
    turn(lab, hours_a=80)
    assert "and there are 150: <strong>114 too many</strong>." in lab.state["sentence"]


def test_the_cuts_cannot_pass_one_another_and_that_is_said(lab):
    assert turn(lab, moved="cut_a", cut_a=97).cuts == (0.97, 0.98)
    assert "the other cut moved along" in lab.state["note"]
    assert turn(lab, moved="cut_b", cut_b=51).cuts == (0.50, 0.51)
    assert turn(lab, moved="cut_b", cut_b=60).cuts == (0.50, 0.60) and lab.state["note"] == ""


@given(a=st.integers(50, 97), b=st.integers(51, 98), moved=st.sampled_from([None, "cut_a", "cut_b", "hours_a"]))
def test_cuts_always_rise_and_the_one_in_hand_stays(a, b, moved):
    asked = {"cut_a": a, "cut_b": b, "hours_a": 3}
    fitting, note = in_order(asked, moved)
    assert 50 <= fitting["cut_a"] < fitting["cut_b"] <= 98 and fitting["hours_a"] == 3
    assert moved not in ("cut_a", "cut_b") or fitting[moved] == asked[moved]
    assert bool(note) == (fitting != asked) and in_order(fitting, moved) == (fitting, "")


def test_without_groups_there_is_no_such_setting_and_without_hours_no_such_figures():
    face = abc_lab(AbcLab(twelve()[["customer_id", "sales", "profit"]]))
    assert "unit" not in face.settings and face.outcome.settings.unit == ALONE
    assert "last year" not in face.state["table"]
    assert "of service a year." in face.state["sentence"] and "there are" not in face.state["sentence"]
    assert face.errors == []


def test_a_company_without_profit_is_told_so_and_keeps_its_settings():
    face = abc_lab(AbcLab(twelve().assign(profit=-1.0)))
    turn(face, measure=PROFIT)
    assert "must be above 0" in face.state["problem"] and face.settings["measure"] == SALES
    assert face.errors == []


def test_another_currency_and_other_first_hours():
    face = abc_lab(AbcLab(twelve()), currency="$", hours=(10, 4, 0.5))
    turn(face, measure=PROFIT)
    assert "sales, $" in face.state["table"] and face.outcome.settings.hours == (10, 4, 0.5)


@pytest.mark.parametrize("settings", [{"cut_a": 50, "cut_b": 51}, {"cut_a": 97, "cut_b": 98}, {"measure": PROFIT}])
def test_the_ends_of_the_sliders_are_drawn_as_well(settings):
    face = abc_lab(AbcLab(many(500)))
    turn(face, **settings)
    assert face.image[:4] == b"\x89PNG" and face.errors == [] and face.state["problem"] == ""


def test_one_customer_alone_is_a(model):
    face = abc_lab(AbcLab(pd.DataFrame({"customer_id": ["X"], "sales": [5.0], "profit": [1.0]})))
    assert "<strong>1 customer</strong> (100.0 %) is A" in face.state["sentence"] and face.errors == []
