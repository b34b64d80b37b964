"""The face of the cut-off lab: every lever reaches the model, and the sentence says what came of it."""

import re
import sys
from pathlib import Path

import pytest

from casekit.labs import CutOffLab, CutOffSettings
from casekit.labs.cut_off_settings import CHANCE, MARGIN, PRODUCT
from casekit.widgets.cut_off_lab import cut_off_lab
from casekit.widgets.cut_off_picture import picture

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from cut_off_toys import many, six


@pytest.fixture(scope="module")
def model():
    return CutOffLab(many(4000), period="quarter")


@pytest.fixture
def lab(model):
    face = cut_off_lab(model)
    yield face
    assert face.errors == []


@pytest.fixture
def small():
    """Six customers, one call a week for six weeks."""
    face = cut_off_lab(CutOffLab(six()), weeks=1, contact_cost=10, saved_share=0.5)
    yield face
    assert face.errors == []


def turn(lab, **levers):
    lab.receive({"do": "set", "settings": {**lab.settings, **levers}})
    return lab.outcome.settings


def control(lab, name):
    return next(one for one in lab.state["controls"] if one["name"] == name)


def captions(lab):
    return re.findall("<caption>(.*?)</caption>", lab.state["table"])


# ── levers ───────────────────────────────────────────────────────────────────────────────────────────
def test_it_opens_at_a_chance_of_five_per_cent(lab):
    assert lab.outcome.settings == CutOffSettings() and lab.state["problem"] == ""
    assert "<strong>4,000</strong> rows of a list" in lab.state["intro"]
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_levers_reach_the_model(lab):
    levers = turn(lab, rank_by=PRODUCT, at_least=7.3, a_week=12, contact_cost=40, saved=25)
    assert levers == CutOffSettings(PRODUCT, 0.073, 12 * 52, 40, 0.25)


def test_a_cut_at_a_rounded_chance_takes_in_who_has_just_this_chance(lab):
    rows = many(4000)
    for percent in (5.1, 10.3, 14.7):
        turn(lab, at_least=percent)
        assert lab.outcome.own.contacted == (rows["probability"] >= round(percent / 100, 3)).sum()


def test_each_ranking_shows_its_own_cut(lab):
    assert control(lab, "at_least")["when"] == {"rank_by": CHANCE}
    assert control(lab, "a_week")["when"] == {"rank_by": [MARGIN, PRODUCT]}


def test_the_ends_of_the_levers_suit_the_list(lab, small):
    top = many(4000)["probability"].quantile(0.999)
    assert control(lab, "at_least")["high"] - 1 < 100 * top <= control(lab, "at_least")["high"]
    assert (control(lab, "at_least")["step"], control(small, "at_least")["step"]) == (0.1, 0.5)
    assert (control(lab, "a_week")["high"], control(small, "a_week")["high"]) == (77, 6)
    dear = cut_off_lab(CutOffLab(six()), contact_cost=900)
    assert control(dear, "contact_cost")["high"] == 1800 and dear.errors == []


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def test_the_sentence_tells_people_money_and_errors(small):
    turn(small, at_least=30)
    said = small.state["alt"]
    assert "You call from 30.0 % on: 3 calls, 2 of them to leavers. About 1 of these stay" in said
    assert "because of it (declared: 50 %)" in said
    assert "Calls cost 30 yuan and keep 54: +24 yuan; foretold +4." in said
    assert "A false alarm costs 10 yuan, a missed leaver 190 in the mean." in said
    assert "If fewer than 27.8 % of the called leavers stay, the calls lose money." in said
    assert "Best, in hindsight: from about 10.0 % on, 6 calls, +194." in said


def test_ranked_by_chance_the_blindness_for_money_is_said(small):
    turn(small, at_least=30)
    assert "Chance alone sees no money: 1 of 2 caught is not worth a call." in small.state["alt"]
    turn(small, at_least=35)
    assert "sees no money" not in small.state["alt"]
    turn(small, rank_by=MARGIN, a_week=6)
    assert "sees no money" not in small.state["alt"]


def test_ranked_by_margin_the_number_is_told(small):
    turn(small, rank_by=MARGIN, a_week=2)
    said = small.state["alt"]
    assert "You make the first 2 calls by margin, 1 of them to leavers." in said
    assert "This is the best cut, in hindsight." not in said and "Best, in hindsight: the first 3, +220." in said


def test_the_best_cut_is_said_to_be_it(small):
    turn(small, rank_by=MARGIN, a_week=3)
    assert "This is the best cut, in hindsight." in small.state["alt"]


def test_nobody_called_is_said(small):
    turn(small, rank_by=PRODUCT, a_week=0)
    assert small.state["alt"].startswith("You call nobody: no cost, nothing kept. 3 customers leave.")
    assert len(captions(small)) == 2


def test_without_anybody_who_stays_no_cut_pays(small):
    turn(small, saved=0)
    said = small.state["alt"]
    assert "With this cost and this share no cut pays: the best is to call nobody." in said
    turn(small, at_least=20, contact_cost=300)
    assert "Even if all the called leavers stayed, these calls would lose money." in small.state["alt"]
    assert "calling the missed leavers would not have paid either" in small.state["alt"]


def test_all_called_misses_nobody(small):
    turn(small, at_least=0)
    assert "no leaver is missed" in small.state["alt"]


def test_the_sentence_stays_short(lab):
    for rank_by in (CHANCE, MARGIN, PRODUCT):
        for saved in (0, 3, 30, 100):
            turn(lab, rank_by=rank_by, at_least=7.5, saved=saved)
            assert len(lab.state["alt"].split()) <= 90
            assert max(len(one.split()) for one in re.split(r"(?<=[.;:]) ", lab.state["alt"])) <= 25
    intro = re.sub("<.*?>", "", lab.state["intro"])
    assert max(len(one.split()) for one in re.split(r"(?<=[.;:]) ", intro)) <= 25


# ── tables and picture ───────────────────────────────────────────────────────────────────────────────
def test_the_tables_compare_cuts_and_list_the_last_ones_called(small):
    turn(small, at_least=30)
    assert captions(small) == [
        "Your cut beside the best, yuan",
        "Called or not, and yuan that calls bring or would bring",
        "The last 3 above your cut, and from which chance on a call pays",
    ]
    table = small.state["table"]
    assert ">best, in hindsight<" in table and ">best, as foretold<" in table
    assert re.search(r">C</th>.*?>30\.0 %<.*?>8<.*?>&gt; 100 %<.*?>no<.*?>yes<", table)


def test_the_period_stands_in_the_list_where_there_is_one(lab, small):
    assert ">period<" in lab.state["table"] and ">period<" not in small.state["table"]


@pytest.mark.parametrize(
    "levers", [{"at_least": 0}, {"rank_by": MARGIN, "a_week": 0}, {"saved": 0}, {"contact_cost": 0}]
)
def test_the_ends_of_the_levers_are_drawn_as_well(lab, levers):
    turn(lab, **levers)
    assert lab.image[:4] == b"\x89PNG" and lab.state["problem"] == ""


def test_another_currency_is_said_throughout(model):
    face = cut_off_lab(model, currency="$")
    assert "yuan" not in face.state["sentence"] + face.state["table"] and face.errors == []


def test_a_lever_past_its_end_is_a_sentence_and_changes_nothing(lab):
    turn(lab, saved=101)
    assert "goes from 0 to 100" in lab.state["problem"] and lab.outcome.settings == CutOffSettings()


# ── the course's company ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.slow
def test_the_lab_of_the_lesson_says_what_harbours_list_says():
    from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE
    from casekit.course.churn_early_warning.lab import LABS
    from casekit.course.companies import telecom
    from casekit.course.harbour_snapshots import foretold

    face, rows = LABS["cut-off"](), foretold(telecom(0))
    called = rows[rows["probability"] >= 0.05]
    kept = SAVED_SHARE * (called["left"] * called["margin"].clip(lower=0)).sum()
    said = face.state["alt"]
    assert f"{len(called):,} calls, {called['left'].sum():,} of them to leavers." in said
    assert f"{kept - CALL * len(called):+,.0f} yuan" in said and len(said.split()) <= 90
    assert face.errors == []


def drawn(lab, **settings):
    turn(lab, **settings)
    return picture(lab.outcome, "yuan").axes[0]


def test_a_cut_by_chance_stands_where_its_slider_does(lab):
    axes = drawn(lab, rank_by=CHANCE, at_least=7)
    assert axes.get_xlabel() == "called from this chance on, %"
    marks = {line.get_label(): line.get_xdata()[0] for line in axes.lines if line.get_marker() in ("D", "o")}
    assert marks["your cut"] == pytest.approx(7) and marks["best"] == pytest.approx(100 * lab.outcome.best.at_least)
    low, high = axes.get_xlim()
    assert all(low <= place <= high for place in marks.values())


def test_a_cut_by_money_stands_at_its_calls(lab):
    axes = drawn(lab, rank_by=PRODUCT, a_week=3)
    assert axes.get_xlabel() == "calls, from the top of the list"
    own = next(line for line in axes.lines if line.get_label() == "your cut")
    assert own.get_xdata()[0] == lab.outcome.own.contacted


def test_nobody_called_stands_at_the_right_end(lab):
    axes = drawn(lab, rank_by=CHANCE, at_least=5, contact_cost=300, saved=0)
    best = next(line for line in axes.lines if line.get_label() == "best")
    assert not lab.outcome.best.contacted and axes.get_xlim()[0] < best.get_xdata()[0] <= axes.get_xlim()[1]
