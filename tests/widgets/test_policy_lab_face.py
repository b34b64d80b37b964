"""The face of the policy lab: every setting reaches the model, lines keep their order, a policy is saved."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.grading import load_policy
from casekit.labs.policy import PolicyLab
from casekit.labs.policy_lines import Lines
from casekit.labs.policy_settings import NEXT, PRINTED, PolicySettings
from casekit.widgets.policy_controls import fit
from casekit.widgets.policy_lab import policy_lab

sys.path.insert(0, str(Path(__file__).parents[1] / "labs"))
from policy_toys import TOML, many, ten, three_bands

HOURS = {"gold": 10, "silver": 4, "none": 0.5}


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    return three_bands(tmp_path_factory.mktemp("policies"))


@pytest.fixture(scope="module")
def model(policy):
    return PolicyLab(ten(), policy, measure="spend", sales="sales", hours_by_grade=HOURS, capacity=20, fairness="area")


@pytest.fixture
def lab(model, tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    face = policy_lab(model)
    yield face
    assert face.errors == []


def turn(lab, moved=None, **settings):
    lab.receive({"do": "set", "settings": {**lab.settings, **settings}, "moved": moved})
    return lab.outcome.settings


def said(lab):
    return re.sub("</?strong>", "", lab.state["sentence"])


def test_it_opens_with_the_policy_as_it_came(lab, model):
    assert lab.outcome.settings == model.usual and lab.state["problem"] == ""
    assert "5 of 10 customers have a grade, with 33.9 % of the sales." in said(lab)
    assert (
        "2 holes (customers): below 50 yuan (1); above 200 to below 300 yuan (2), together with 23.7 % of the sales."
        in said(lab)
    )
    assert "1 customer stands in a band and gets no grade, for another condition fails (42.4 %)." in said(lab)
    assert "1 overlap: silver and bronze, exactly 100 yuan; 1 customer meets all that two grades ask for" in said(lab)
    assert "Everybody has the grade of the policy as it came." in said(lab)
    assert "You promise 24 hours of service a year, and there are 20: 4 too many." in said(lab)
    assert "lost can be given to nobody: the policy does not say for what." in lab.state["intro"]
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_the_settings_reach_the_model(lab):
    asked = turn(lab, line_1=40, line_2=120, line_3=250, ends=NEXT, top="silver")
    assert asked == PolicySettings((40, 120, 250), NEXT, "silver", "area")
    assert "The bands leave no hole" not in said(lab) and "1 hole (customers): below 40 yuan (1), with" in said(lab)
    assert "overlap" not in said(lab)
    assert "Against the policy as it came, 2 stand higher and 1 lower." in said(lab)


def test_who_stands_where_stands_in_tables(lab):
    assert re.findall("<caption>(.*?)</caption>", lab.state["table"]) == [
        "The grades",
        "Holes and overlaps of the bands",
        "Who reaches bronze or better, with a 95 % interval; few: under 30 customers, the rate says little",
    ]
    for text in ("silver, bronze", "above 200 to below 300 yuan", "as it came", "their sales, yuan", "few"):
        assert text in lab.state["table"], text


def test_a_policy_without_faults_shows_none(tmp_path):
    text = (
        TOML.replace("from = 300 }", "from = 200 }")
        .replace("to = 200", "below = 200")
        .replace("from = 50, to = 100", "below = 100")
    )
    face = policy_lab(PolicyLab(ten(), three_bands(tmp_path, text), measure="spend", sales="sales"))
    assert "The bands leave no hole." in said(face) and "Holes and overlaps" not in face.state["table"]
    assert "hours" not in said(face) and "Who reaches" not in face.state["table"]
    assert set(face.settings) == {"line_1", "line_2", "ends"} and face.settings["ends"] == NEXT
    assert face.errors == []


def test_groups_of_enough_customers_are_compared_in_the_sentence():
    crowd = PolicyLab(
        many(2000),
        load_policy("key-account-classes"),
        measure="annual_usage",
        sales="annual_usage",
        fairness=("area", "growth_potential"),
    )
    face = policy_lab(crowd)
    turn(face, by="growth_potential", top="B1")
    assert re.search(
        r"B1 or better is reached by [\d.]+ % in low and by [\d.]+ % in (middle|high): ask why", said(face)
    )
    turn(face, top="A1")
    assert re.search(r"A1 is reached by", said(face)) and face.errors == []


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_pushes_the_others_and_that_is_said(lab):
    assert turn(lab, moved="line_1", line_1=150 - 50, ends=NEXT).starts == (100, 105, 300)
    assert "other lines moved along" in lab.state["note"]
    assert turn(lab, moved="line_3", line_3=20).starts == (14.5, 15, 20) and lab.state["note"]
    assert turn(lab, moved="line_3", line_3=400).starts == (14.5, 15, 400) and lab.state["note"] == ""


def test_a_line_stops_before_its_own_band_ends():
    shares = Lines.of(load_policy("salon-abc-repaired"), "share_before")  # B from 0.7 to below 0.9
    fitting, note = fit(shares, {"line_1": 1.2, "line_2": 1.3, "ends": PRINTED}, "line_1")
    assert fitting == {"line_1": 0.895, "line_2": 1.3, "ends": PRINTED}
    assert note == "B must begin before its band ends, or the next one."
    assert fit(shares, {"line_1": 1.2, "line_2": 1.3, "ends": NEXT}, "line_1")[0]["line_1"] == 1.2


POLICIES = {
    "key-account-classes": "annual_usage",
    "purchase-tiers": "purchase_amount",
    "four-grades-repaired": "yearly_amount",
    "salon-abc-repaired": "share_before",
    "life-cycle-repaired": "days_since_first",
}


@run(deadline=None, max_examples=60)
@given(data=st.data(), name=st.sampled_from(sorted(POLICIES)), ends=st.sampled_from([PRINTED, NEXT]))
def test_lines_always_rise_on_their_sliders_and_the_one_in_hand_stays(data, name, ends):
    from casekit.widgets.policy_controls import _sliders

    lines = Lines.of(load_policy(name), POLICIES[name])
    sliders = {one.name: one for one in _sliders(lines)}
    asked = {
        key: one.low + one.step * data.draw(st.integers(0, round((one.high - one.low) / one.step)))
        for key, one in sliders.items()
    } | {"ends": ends}
    moved = data.draw(st.sampled_from([None, *asked]))
    fitting, note = fit(lines, asked, moved)
    starts = [fitting[key] for key in sliders]
    assert all(low < high for low, high in zip(starts, starts[1:], strict=False)), fitting
    for key, one in sliders.items():
        assert one.read(fitting[key]) == pytest.approx(fitting[key])
        steps = (fitting[key] - one.low) / one.step
        assert steps == pytest.approx(round(steps), abs=1e-6), f"{key} lies between two places of its slider"
    if moved in sliders and (ends == NEXT or lines.printed_end(int(moved[-1]) - 1) is None):
        assert fitting[moved] == asked[moved]
    assert bool(note) == (fitting != asked)
    lines.moved(tuple(starts), ends)  # no band without a figure


# ── saving ───────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_saved_is_a_policy_that_grades_as_the_lab_does(lab, model, tmp_path):
    turn(lab, moved="line_3", line_3=250)
    lab.receive({"do": "save"})
    path = tmp_path / "policies" / "three-bands-mine.toml"
    assert str(path) in lab.state["saved"] and "grading.load_policy(“three-bands-mine”)" in lab.state["saved"]
    saved = load_policy("three-bands-mine")
    assert saved == load_policy(path) == model.policy(lab.outcome.settings)
    names = [lab.outcome.customers.names[code] for code in lab.outcome.codes]
    assert saved.grade(ten(), reasons=False)["grade"].tolist() == names


def test_a_second_save_replaces_nothing(lab, tmp_path):
    turn(lab, moved="line_3", line_3=350)
    lab.receive({"do": "save"})
    first = (tmp_path / "policies" / "three-bands-mine.toml").read_bytes()
    turn(lab, moved="line_3", line_3=400)
    assert lab.state["saved"] == ""
    lab.receive({"do": "save"})
    assert (tmp_path / "policies" / "three-bands-mine.toml").read_bytes() == first
    assert load_policy("three-bands-mine-2").grade_of("gold").when[0].band.low == 400


def test_nothing_moved_is_nothing_to_save(lab, tmp_path):
    lab.receive({"do": "save"})
    assert "No band has been moved" in lab.state["problem"] and not (tmp_path / "policies").exists()


# ── the ends of the sliders ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["key-account-classes", "four-grades-repaired"])
@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("ends", [PRINTED, NEXT])
def test_the_ends_of_the_sliders_are_drawn_as_well(name, end, ends):
    rows = many(300).rename(columns={} if name.startswith("key") else {"annual_usage": "yearly_amount"})
    measure = "annual_usage" if name.startswith("key") else "yearly_amount"
    face = policy_lab(PolicyLab(rows, load_policy(name), measure=measure, sales=measure, capacity=10, fairness="area"))
    for key, one in face.controls.items():
        if key.startswith("line"):
            turn(face, moved=key, ends=ends, **{key: getattr(one, end)})
            assert face.image[:4] == b"\x89PNG" and face.errors == [] and face.state["problem"] == ""


def test_one_customer_alone(policy):
    face = policy_lab(PolicyLab(ten().iloc[7:8], policy, measure="spend", sales="sales"))
    assert "1 of 1 customers has a grade, with 100.0 % of the sales." in said(face) and face.errors == []


def test_a_setting_out_of_reach_is_said_and_the_settings_stay(lab):
    before = dict(lab.settings)
    turn(lab, top="lost")
    assert lab.state["problem"] and lab.settings == before


def test_the_model_is_told_apart_from_the_screen(model):
    with pytest.raises(CasekitError):
        model.outcome(PolicySettings((1, 2, 3, 4)))
