"""The face of the whale-curve lab: every lever reaches the model, and the sentence says what came of it."""

import re
import sys
from pathlib import Path

import pytest

from casekit.labs import WhaleLab, WhaleSettings
from casekit.labs.whale_settings import CONTRIBUTION, LOADED, SALES
from casekit.widgets.whale_lab import whale_lab

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from whale_toys import five, many

WHY = "above what their sales cost with all customers"


@pytest.fixture(scope="module")
def model():
    return WhaleLab(five(), overhead=500, name="name")


@pytest.fixture
def lab(model):
    face = whale_lab(model)
    yield face
    assert face.errors == []


def turn(lab, **levers):
    lab.receive({"do": "set", "settings": {**lab.settings, **levers}})
    return lab.outcome.settings


def captions(lab):
    return re.findall("<caption>(.*?)</caption>", lab.state["table"])


def test_it_opens_with_the_year_as_it_was(lab):
    assert lab.outcome.settings == WhaleSettings() and lab.state["problem"] == ""
    assert "books <strong>500 yuan</strong> of overhead" in lab.state["intro"]
    said = lab.state["sentence"]
    assert "<strong>3 customers</strong> stand below 0 and take <strong>600 yuan</strong> off a peak of 800." in said
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_levers_reach_the_model(lab):
    levers = turn(lab, judged_by=CONTRIBUTION, shared_by=SALES, dropped=2, discount_cut=50, hours_kept=40, leaving=20)
    assert levers == WhaleSettings(CONTRIBUTION, SALES, 2, 0.5, 0.4, 0.2)


def test_promised_and_real_stand_in_one_sentence(lab):
    turn(lab, dropped=3)
    said = lab.state["sentence"]
    assert "promises a change of <strong>+600 yuan</strong> of profit a year" in said
    assert "what really comes is <strong>+200</strong>." in said
    assert "<strong>400 yuan</strong> of overhead does not go away: the others carry it." in said
    assert "<strong>1 of the dropped</strong> left something after its own costs: 40 yuan are given up with it." in said
    assert "<strong>80 hours</strong> of service a year are free." in said


def test_who_falls_below_zero_by_the_overhead_of_others_is_said():
    face = whale_lab(WhaleLab(five(), overhead=2000))
    turn(face, dropped=1)
    assert "<strong>1 more</strong> falls below 0 by that alone." in face.state["sentence"] and face.errors == []


def test_leaving_is_said_to_be_assumed(lab):
    turn(lab, discount_cut=50, leaving=20)
    said = "Of 2 customers with a lost discount, about 0.4 leave (assumed, not measured): that alone moves"
    assert f"{said} <strong>+6 yuan</strong>." in lab.state["sentence"]


def test_judged_by_contribution_there_is_no_promise(lab):
    turn(lab, judged_by=CONTRIBUTION, dropped=1)
    assert "changes by <strong>+180 yuan</strong>; overhead is left where it is." in lab.state["sentence"]
    assert "promise" not in lab.state["sentence"] + lab.state["table"]
    assert ">profit<" not in lab.state["table"]


def test_sharing_is_asked_only_where_overhead_is_shared(lab):
    shared = next(control for control in lab.state["controls"] if control["name"] == "shared_by")
    assert shared["when"] == {"judged_by": LOADED}


def test_the_worst_stand_in_a_table_with_names_and_reasons(lab):
    turn(lab, dropped=1)
    assert captions(lab) == ["The year before and after, yuan", f"The worst 5 of last year; why: yuan {WHY}"]
    assert "Customer E" in lab.state["table"] and ">service +272; dropped<" in lab.state["table"]
    assert lab.state["table"].count("; dropped<") == 1 and ">profit<" in lab.state["table"]


def test_at_most_eight_are_listed_and_a_hundred_dropped():
    face = whale_lab(WhaleLab(many(500), overhead=50_000), currency="$")
    assert captions(face) == ["The year before and after, $", f"The worst 8 of last year; why: $ {WHY}"]
    assert next(one for one in face.state["controls"] if one["name"] == "dropped")["high"] == 100
    assert face.errors == []


def test_a_company_without_a_tail_is_told_so():
    face = whale_lab(WhaleLab(five().head(2), overhead=100))
    assert "No customer stands below 0: there is no tail." in face.state["sentence"] and face.errors == []


@pytest.mark.parametrize(
    "levers", [{"dropped": 4}, {"discount_cut": 100, "leaving": 30}, {"hours_kept": 0}, {"judged_by": CONTRIBUTION}]
)
def test_the_ends_of_the_levers_are_drawn_as_well(lab, levers):
    turn(lab, **levers)
    assert lab.image[:4] == b"\x89PNG" and lab.state["problem"] == ""


def test_a_lever_past_its_end_is_a_sentence_and_changes_nothing(lab):
    turn(lab, dropped=5)
    assert "goes from 0 to 4" in lab.state["problem"] and lab.outcome.settings == WhaleSettings()


def test_no_sentence_is_long(lab):
    turn(lab, dropped=2, discount_cut=50, hours_kept=50, leaving=20)
    for text in (lab.state["alt"], re.sub("<.*?>", "", lab.state["intro"])):
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.;:]) ", text)) <= 25
