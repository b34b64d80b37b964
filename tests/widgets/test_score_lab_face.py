"""The face of the score lab: every setting reaches the model, and the sentence says what came of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casekit
from casekit.labs.score import ScoreLab
from casekit.labs.score_settings import REPEAT_MEAN, SPLIT, TOTAL, ScoreSettings
from casekit.widgets.score_controls import in_order
from casekit.widgets.score_lab import _moved, score_lab

MEASURES = ("recency", "frequency", "monetary")


@pytest.fixture(scope="module")
def model():
    shop = casekit.load_case("cdnow")
    return ScoreLab(shop.transactions, shop.calibration_end)


@pytest.fixture
def lab(model):
    face = score_lab(model)
    yield face
    assert face.errors == []


def turn(lab, **settings):
    lab.receive({"do": "set", "settings": {**lab.settings, **settings}})
    return lab.outcome.settings


def test_it_opens_with_the_lessons_settings(lab, model):
    assert lab.state["problem"] == ""
    assert lab.outcome == model.outcome(ScoreSettings(weights=(3, 2, 1), monetary=TOTAL))
    assert "Every customer has the score that equal parts with the weights 3, 2, 1 would give" in lab.state["sentence"]
    assert "Customers with the same value have the same score" in lab.state["sentence"]


@pytest.mark.parametrize("measure", ["total", "recency", "frequency", "monetary"])
def test_each_measure_can_be_looked_at(lab, measure):
    turn(lab, measure=measure)
    rows = lab.outcome.by_score.query("measure == @measure")
    assert lab.state["table"].count("<tr>") == len(rows) + 1
    assert f">{rows['customers'].max():,}</td>" in lab.state["table"]


def test_the_settings_reach_the_model(lab):
    settings = turn(lab, scores=4, ties=SPLIT, monetary=REPEAT_MEAN, weight_recency=4, weight_monetary=0)
    assert (settings.scores, settings.ties, settings.monetary) == (4, SPLIT, REPEAT_MEAN)
    assert settings.weights == (4, 2, 0) and settings.edges == {}


def test_weights_can_only_be_turned_where_they_count(lab):
    when = {face["name"]: face["when"] for face in lab.state["controls"]}
    assert all(when[f"weight_{measure}"] == {"measure": "total"} for measure in MEASURES)


def test_own_cut_points_begin_at_equal_parts_of_what_the_lesson_scores(lab, model):
    first = turn(lab, cut="own")
    assert first.monetary == TOTAL
    for measure in MEASURES:
        assert first.edges[measure] == pytest.approx(model.equal_parts(measure, 5, TOTAL), abs=0.51)
    assert "set where you look at one of the three" in lab.state["sentence"]


def test_a_cut_point_pushes_its_neighbours_along_and_says_so(lab):
    turn(lab, measure="frequency", cut="own")
    moved = {**lab.settings, "frequency_1": 5}
    lab.receive({"do": "set", "settings": moved, "moved": "frequency_1"})
    assert [lab.state["settings"][f"frequency_{n}"] for n in (1, 2, 3, 4)] == [5, 5, 5, 5]
    assert "moved along" in lab.state["note"]
    lab.receive({"do": "set", "settings": {**lab.settings, "frequency_4": 7}, "moved": "frequency_4"})
    assert lab.outcome.settings.edges["frequency"] == (5, 5, 5, 7) and lab.state["note"] == ""


@given(
    points=st.fixed_dictionaries({f"{m}_{n}": st.integers(0, 9) for m in MEASURES for n in (1, 2, 3, 4)}),
    moved=st.sampled_from([None, "cut", *(f"{m}_{n}" for m in MEASURES for n in (1, 2, 3, 4))]),
)
def test_cut_points_always_rise_and_the_one_in_hand_stays(points, moved):
    fitting, note = in_order(points, moved)
    for measure in MEASURES:
        cuts = [fitting[f"{measure}_{n}"] for n in (1, 2, 3, 4)]
        assert cuts == sorted(cuts)
    assert moved not in points or fitting[moved] == points[moved]
    assert bool(note) == (fitting != points)
    assert in_order(fitting, moved) == (fitting, "")


def test_one_customer_is_one_and_many_are_many(lab):
    turn(lab, measure="frequency", cut="own", frequency_4=29)
    lab.outcome.usual["frequency"] = lab.outcome.scores["frequency"].copy()
    assert _moved(lab.outcome, "frequency") == "Every customer has the score that equal parts would give."
    for changed, said in ((1, "**1 customer** has another"), (2, "**2 customers** have another")):
        usual = lab.outcome.scores["frequency"].copy()
        usual[:changed] += 1
        assert said in _moved(replace(lab.outcome, usual={**lab.outcome.usual, "frequency": usual}), "frequency")


def test_recency_is_in_the_models_unit(model):
    def units(face):
        return [one["unit"] for one in face.state["controls"] if one["name"] == "recency_1"]

    shop = casekit.load_case("cdnow")
    days = ScoreLab(shop.transactions, shop.calibration_end, time_unit="D")
    assert units(score_lab(model)) == ["weeks"] and units(score_lab(days)) == ["days"]
    face = next(one for one in score_lab(days, unit="days").state["controls"] if one["name"] == "recency_1")
    assert (face["unit"], face["unit_of_one"]) == ("days", "day")


def test_ties_that_are_split_are_counted_in_the_sentence(lab):
    turn(lab, measure="frequency", ties=SPLIT)
    parted = lab.outcome.parted_by_ties
    assert parted["frequency"] > 0
    assert f"<strong>{parted['frequency']:,} customers</strong> are scored apart from an equal" in lab.state["sentence"]
    turn(lab, measure="total")
    assert all(f"<strong>{n:,}</strong> (" in lab.state["sentence"] for n in parted.values())
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_a_score_nobody_has_is_said_and_not_shown_as_nought_per_cent(lab):
    turn(lab, measure="frequency")
    assert "Nobody has score 2" in lab.state["sentence"]
    assert ">–</td>" in lab.state["table"]


def test_weights_that_are_all_nothing_are_a_sentence(lab):
    turn(lab, weight_recency=0, weight_frequency=0, weight_monetary=0)
    assert "not all 0" in lab.state["problem"]
