"""The face of the lifetime lab: every lever reaches the model, and the sentence says what came of it."""

import re
import sys
from pathlib import Path

import pytest

from casekit.errors import CasekitError
from casekit.labs import LifetimeLab, LifetimeSettings
from casekit.labs.lifetime_settings import EXAMPLES
from casekit.widgets.lifetime_lab import Company, lifetime_lab

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from lifetime_toys import many


@pytest.fixture(scope="module")
def shop():
    return Company("The shop", LifetimeLab(many(500)), "$")


@pytest.fixture(scope="module")
def club():
    summary, left = many(500, seed=8, truth=True)
    return Company("The club", LifetimeLab(summary, left=left), "yuan")


@pytest.fixture
def lab(shop, club):
    face = lifetime_lab(shop, club)
    yield face
    assert face.errors == []


def turn(lab, **levers):
    lab.receive({"do": "set", "settings": {**lab.settings, **levers}})
    return lab.outcome.outcome


def captions(lab):
    return re.findall("<caption>(.*?)</caption>", lab.state["table"])


def test_it_opens_with_the_best_parameters_and_an_own_history(lab):
    found = lab.outcome.outcome
    assert found.settings == LifetimeSettings() and lab.state["problem"] == ""
    said = lab.state["sentence"]
    assert "with <strong>4 repeat purchases</strong> in 20 weeks, silent for 10: P(alive) is <strong>" in said
    assert f"<strong>{100 * found.alive:.0f} %</strong>" in said and "These are the <strong>best parameters" in said
    assert f"It falls to one half after <strong>{found.half_silence:,.0f} weeks</strong> of silence." in said
    assert f"<strong>{found.value:,.0f} $</strong> of margin in today’s money." in said
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_levers_reach_the_model(lab):
    levers = {"r": 1, "alpha": -2, "a": 0.5, "b": 2, "frequency": 7, "span": 30, "silence": 3}
    found = turn(lab, **levers, horizon=104, discount=5, margin=60).settings
    expected = LifetimeSettings(
        r=2, alpha=0.25, a=2**0.5, b=4, frequency=7, span=30, silence=3, horizon=104, discount_rate=0.05, margin=0.6
    )
    assert found == expected


def test_other_parameters_are_told_against_the_best(lab):
    found = turn(lab, r=2)
    assert f"lie <strong>{found.below:,.1f} below</strong> the best log-likelihood" in lab.state["sentence"]
    assert found.total_error > 0.1
    assert f"They expect <strong>{100 * found.total_error:.0f} % more</strong> purchases" in lab.state["sentence"]
    assert turn(lab, r=-2, a=2).total_error < 0
    assert "fewer</strong> purchases than came in the 26 weeks held back." in lab.state["sentence"]


def test_who_bought_once_is_told_so(lab):
    turn(lab, frequency=0, silence=80)
    said = lab.state["sentence"]
    assert "A customer who bought once, silent for 80 weeks: P(alive) is <strong>100 %</strong>." in said
    assert "It stays there however long the silence lasts." in said and "one half" not in said


def test_another_company_brings_its_money_and_its_truth(lab, club):
    assert "in truth" not in lab.state["sentence"]
    found = turn(lab, company="company_1")
    assert lab.outcome.company is club and "yuan</strong> of margin" in lab.state["sentence"]
    there = f"in truth <strong>{100 * found.truly_there:.0f} %</strong> were."
    assert there in lab.state["sentence"]
    assert captions(lab) == [
        "The model",
        "Purchases in the 26 weeks held back, a customer",
        "Who was truly there, by P(alive)",
    ]


@pytest.mark.parametrize("history", EXAMPLES)
def test_an_example_is_told_with_what_came_of_it(lab, club, history):
    found = turn(lab, company="company_1", history=history)
    one = club.model.examples[history]
    times = "time" if one.later == 1 else "times"
    assert f"{one.customer_id} bought <strong>{one.later:.0f} {times}</strong>." in lab.state["sentence"]
    gone = one.left <= one.age
    assert ("In truth this customer <strong>left</strong>" in lab.state["sentence"]) >= gone
    assert ("<strong>still there</strong> at the end" in lab.state["sentence"]) == (one.left != one.left)
    assert captions(lab)[-1] == "The customer in hand" and found.history is one


def test_where_nobody_knows_only_what_was_bought_is_told(lab):
    turn(lab, history="often_1")
    assert "bought <strong>" in lab.state["sentence"] and "In truth" not in lab.state["sentence"]


def test_the_own_history_is_asked_only_where_it_is_used(lab):
    when = {control["name"]: control["when"] for control in lab.state["controls"]}
    assert [name for name, others in when.items() if others == {"history": "own"}] == ["frequency", "span", "silence"]


def test_one_company_alone_is_not_asked_for(shop):
    face = lifetime_lab(shop)
    assert "company" not in face.settings and face.errors == [] and face.image[:4] == b"\x89PNG"


def test_companies_with_two_units_are_a_sentence(shop):
    days = many(300).assign(**{name: lambda t, name=name: 7 * t[name] for name in ("recency", "T", "holdout_time")})
    days.attrs["time_unit"] = "D"
    other = Company("In days", LifetimeLab(days), "$")
    with pytest.raises(CasekitError, match="one and the same unit"):
        lifetime_lab(shop, other)
    face = lifetime_lab(other)
    assert "of silence." in face.state["sentence"] and "days" in face.state["sentence"] and face.errors == []


@pytest.mark.parametrize(
    "levers",
    [
        {"r": 2, "alpha": -2, "a": 2, "b": -2},
        {"frequency": 20, "span": 1, "silence": 104},
        {"frequency": 0, "silence": 0},
        {"horizon": 156, "discount": 40, "margin": 100},
        {"company": "company_1", "a": -2, "b": 2},
    ],
)
def test_the_ends_of_the_levers_are_drawn_as_well(lab, levers):
    turn(lab, **levers)
    assert lab.image[:4] == b"\x89PNG" and lab.state["problem"] == "" and "nan" not in lab.state["sentence"]


def test_a_lever_past_its_end_is_a_sentence_and_changes_nothing(lab):
    turn(lab, r=3)
    assert "goes from -2 to 2" in lab.state["problem"] and lab.outcome.outcome.settings == LifetimeSettings()


def test_no_sentence_is_long(lab):
    turn(lab, company="company_1", history="often_1", r=1)
    for text in (lab.state["alt"], re.sub("<.*?>", "", lab.state["intro"])):
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.;:]) ", text)) <= 25
