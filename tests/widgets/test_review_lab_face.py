"""The face of the review lab: every lever reaches the model, and the sentence says what came of it."""

import re
import sys
from pathlib import Path

import pytest

from casekit.labs import ReviewLab, ReviewSettings
from casekit.widgets.review_lab import review_lab

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from review_toys import ladder, many, years


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    return ladder(tmp_path_factory.mktemp("policies"))


@pytest.fixture(scope="module")
def model(policy):
    return ReviewLab(many(400), policy, service_cost={"gold": 3000, "silver": 1000})


@pytest.fixture
def lab(model):
    face = review_lab(model)
    yield face
    assert face.errors == []


def turn(lab, **levers):
    lab.receive({"do": "set", "settings": {**lab.settings, **levers}})
    return lab.outcome.settings


def captions(lab):
    return re.findall("<caption>(.*?)</caption>", lab.state["table"])


def test_it_opens_with_the_policy_alone(lab, model):
    found = model.outcome()
    assert lab.outcome.settings == ReviewSettings(minimum_stay=1) and lab.state["problem"] == ""
    said = lab.state["sentence"]
    assert f"<strong>{found.flip_flops} moves</strong> were taken back at the next review ({found.flip_flops})." in said
    assert "In brackets: the policy alone." in said
    assert f"<strong>{found.undeserved_downgrades} times</strong> a customer was moved down by bad luck" in said
    assert f"Services above the deserved grade cost <strong>{found.service_given_away:,.0f} yuan</strong>" in said
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_levers_reach_the_model(lab, model):
    levers = turn(lab, margin=20, stay=2, misses=3, cost=40)
    assert levers == ReviewSettings(0.2, 2, 3, 0.4)
    plain, found = model.outcome(), model.outcome(levers)
    assert found.flip_flops < plain.flip_flops
    assert f"taken back at the next review ({plain.flip_flops})." in lab.state["sentence"]
    missed = f"<strong>{found.missed_downgrades} downgrades</strong> were missed ({plain.missed_downgrades})"
    assert missed in lab.state["sentence"]


def test_it_may_open_elsewhere(model):
    face = review_lab(model, first=ReviewSettings(0.1, 2, 1, 0.3), currency="$")
    assert face.outcome.settings == ReviewSettings(0.1, 2, 1, 0.3) and face.errors == []
    assert "profit lost by wrong downgrades, $" in face.state["table"]


def test_the_tables_stand_beside_the_policy_alone(lab):
    n = lab.outcome.undeserved_downgrades
    assert captions(lab) == [
        "With your rules, against the truth",
        "Review by review",
        f"Moved down by bad luck: the largest 5 of {n}",
    ]
    assert "policy alone" in lab.state["table"] and ">2022<" in lab.state["table"]


def test_where_nobody_is_wronged_that_is_said(policy):
    steady = years(A=((150, 150), (150, 150)), B=((250, 250), (250, 250)))
    face = review_lab(ReviewLab(steady, policy))
    assert "Nobody was moved down who did not deserve it." in face.state["sentence"]
    assert "<strong>0 moves</strong> were taken back" in face.state["sentence"]
    assert "<strong>100 %</strong> are deserved" in face.state["sentence"]
    assert len(captions(face)) == 2 and "Services above" not in face.state["sentence"]
    assert face.image[:4] == b"\x89PNG" and face.errors == []


def test_one_is_said_as_one(policy):
    face = review_lab(ReviewLab(years(A=((250, 250), (150, 250), (250, 250)), B=((90, 90),) * 3), policy))
    assert "<strong>1 move</strong> was taken back" in face.state["sentence"]
    assert "<strong>1 time</strong> a customer was moved down by bad luck" in face.state["sentence"]
    turn(face, margin=50)
    assert "<strong>0 moves</strong> were taken back" in face.state["sentence"] and face.errors == []


@pytest.mark.parametrize("levers", [{"margin": 50}, {"stay": 4, "misses": 3}, {"cost": 0}, {"cost": 100}])
def test_the_ends_of_the_sliders_are_drawn_as_well(lab, levers):
    turn(lab, **levers)
    assert lab.image[:4] == b"\x89PNG" and lab.state["problem"] == ""


def test_a_lever_past_its_end_is_a_sentence_and_changes_nothing(lab):
    turn(lab, margin=80)
    assert "goes from 0 to 50" in lab.state["problem"] and lab.outcome.settings == ReviewSettings(minimum_stay=1)
