"""The face of the score lab: every setting reaches the model, and the sentence says what came of it."""

import pytest

import casekit
from casekit.labs.score import ScoreLab
from casekit.labs.score_settings import SPLIT, TOTAL
from casekit.widgets.score_lab import score_lab


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


def test_it_opens_with_the_models_own_first_position(lab, model):
    assert lab.state["problem"] == ""
    assert lab.outcome == model.outcome()
    assert "<strong>0</strong> customers are scored otherwise" in lab.state["sentence"]


@pytest.mark.parametrize("measure", ["total", "recency", "frequency", "monetary"])
def test_each_measure_can_be_looked_at(lab, measure):
    turn(lab, measure=measure)
    rows = lab.outcome.by_score.query("measure == @measure")
    assert lab.state["table"].count("<tr>") == len(rows) + 1
    assert f">{rows['customers'].max():,}</td>" in lab.state["table"]


def test_the_settings_reach_the_model(lab):
    settings = turn(lab, scores=4, ties=SPLIT, monetary=TOTAL, weight_recency=3, weight_monetary=0)
    assert (settings.scores, settings.ties, settings.monetary) == (4, SPLIT, TOTAL)
    assert settings.weights == (3, 1, 0) and settings.edges == {}


def test_own_cut_points_begin_at_equal_parts_and_may_pass_one_another(lab, model):
    first = turn(lab, cut="own")
    for measure in ("recency", "frequency", "monetary"):
        assert first.edges[measure] == pytest.approx(model.equal_parts(measure), abs=0.51)
    moved = turn(lab, cut="own", frequency_1=9)
    assert list(moved.edges["frequency"]) == sorted([9, *first.edges["frequency"][1:]])


def test_ties_that_are_split_are_counted_in_the_sentence(lab):
    turn(lab, measure="frequency", ties=SPLIT)
    parted = lab.outcome.parted_by_ties["frequency"]
    assert parted > 0 and f"Equal customers with unequal scores: <strong>{parted:,}</strong>" in lab.state["sentence"]


def test_a_score_nobody_has_is_said_and_not_shown_as_nought_per_cent(lab):
    turn(lab, measure="frequency")
    assert "Nobody has score 2" in lab.state["sentence"]
    assert ">–</td>" in lab.state["table"]


def test_weights_that_are_all_nothing_are_a_sentence(lab):
    turn(lab, weight_recency=0, weight_frequency=0, weight_monetary=0)
    assert "not all 0" in lab.state["problem"]
