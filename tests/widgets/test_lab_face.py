"""The face of a lab without a browser."""

import struct
import subprocess
import sys

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.widgets import LabFace
from casekit.widgets.controls import Pick, Slider, Toggle


def compute(settings):
    if settings["cut"] == 13:
        raise CasekitError("Thirteen brings bad luck: take another.")
    if settings["cut"] == 14:
        raise ZeroDivisionError("division by zero")
    return settings


def draw(outcome):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4, 2))
    figure.subplots().bar(["a", "b"], [outcome["cut"], outcome["rate"]])
    return figure


@pytest.fixture
def lab():
    return LabFace(
        "toy",
        "A toy lab",
        [
            Slider("cut", "Cut point", 0, 30, 5, unit="days"),
            Slider("rate", "Rate", 0, 1, 0.5, step=0.1),
            Pick("ties", "Equal values", {"kept": "kept together", "split": "split"}, "kept"),
            Toggle("weighted", "Weighted"),
        ],
        compute,
        draw,
        lambda outcome: f"The cut is at **{outcome['cut']}** days.",
        intro="Move the cut.",
        table=lambda outcome: pd.DataFrame({"cut": [outcome["cut"]]}),
        save=lambda settings: f"Kept: {settings['cut']} days",
    )


def size(png):
    return struct.unpack(">II", png[16:24])


def test_it_opens_with_the_first_settings_and_their_outcome(lab):
    assert lab.state["settings"] == {"cut": 5, "rate": 0.5, "ties": "kept", "weighted": False}
    assert "<strong>5</strong>" in lab.state["sentence"] and ">5</td>" in lab.state["table"]
    assert lab.image.startswith(b"\x89PNG") and size(lab.image) == (4 * 144, 2 * 144)


def test_a_setting_moves_sentence_table_and_picture(lab):
    before = lab.image
    lab.receive({"do": "set", "settings": {"cut": 20.0, "weighted": True}, "seq": 3})
    assert lab.outcome == {"cut": 20, "rate": 0.5, "ties": "kept", "weighted": True}
    assert isinstance(lab.outcome["cut"], int)
    assert "<strong>20</strong>" in lab.state["sentence"] and lab.state["alt"] == "The cut is at 20 days."
    assert lab.image != before and lab.state["seq"] == 3


def test_settings_that_cannot_stand_together_are_made_to_and_it_is_said(lab):
    lab.fit = lambda settings, moved: ({**settings, "rate": 0.0}, f"{moved} took the rate along")
    lab.receive({"do": "set", "settings": {"cut": 20}, "moved": "cut"})
    assert lab.state["settings"]["rate"] == 0 and lab.outcome["rate"] == 0
    assert lab.state["note"] == "cut took the rate along"
    lab.receive({"do": "reset"})
    assert lab.state["note"] == ""


def test_one_has_its_own_unit():
    face = Slider("days", "Days", 0, 9, 3, unit="days", unit_of_one="day").face()
    assert (face["unit"], face["unit_of_one"]) == ("days", "day")
    assert Slider("rate", "Rate", 0, 9, 3, unit="%").face()["unit_of_one"] == "%"


def test_reset_brings_the_first_settings_back(lab):
    first = lab.state["settings"]
    lab.receive({"do": "set", "settings": {"cut": 20}})
    lab.receive({"do": "reset"})
    assert lab.state["settings"] == first


def test_saving_says_where(lab):
    lab.receive({"do": "set", "settings": {"cut": 20}})
    lab.receive({"do": "save"})
    assert lab.state["saved"] == "Kept: 20 days"


@pytest.mark.parametrize("bad", [{"cut": 31}, {"cut": "many"}, {"cut": None}, {"ties": "torn"}, {"cut": 13}])
def test_a_setting_that_cannot_be_is_a_sentence_and_changes_nothing(lab, bad):
    before = lab.settings
    lab.receive({"do": "set", "settings": bad})
    assert lab.state["problem"] and lab.settings == before and lab.errors == []


def test_what_goes_wrong_in_a_model_is_said_and_kept_for_the_tests(lab):
    lab.receive({"do": "set", "settings": {"cut": 14}})
    assert "ZeroDivisionError" in lab.state["problem"]
    assert [type(error) for error in lab.errors] == [ZeroDivisionError]


def test_a_deed_the_lab_does_not_know_is_no_way_in(lab):
    lab.receive({"do": "_apply"})
    assert len(lab.errors) == 1


def test_figures_of_pyplot_are_forgotten():
    code = """
import matplotlib; matplotlib.use("Agg")
from matplotlib import pyplot
from casekit.widgets.picture import png
mine = pyplot.figure()
for _ in range(30):
    png(pyplot.subplots()[0])
assert pyplot.get_fignums() == [mine.number], pyplot.get_fignums()
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)


def test_matplotlib_is_not_loaded_before_a_lab_draws():
    code = "import sys, casekit.widgets.lab; assert 'matplotlib' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_where_no_widget_can_be_shown(lab):
    still = lab._repr_mimebundle_()[0]
    assert still["text/plain"] == "Lab toy: run this cell to use it"
    assert "Move the cut." in still["text/html"] and lab.model_id not in still["text/html"]


def test_a_deed_is_answered_once(lab, monkeypatch):
    """Of two answers the page would take the first for the last, and put a slider back that has moved on."""
    sent = []
    monkeypatch.setattr(lab, "send_state", lambda key=None: sent.append(set(key)))
    lab.receive({"do": "set", "settings": {**lab.settings, "cut": 7}, "seq": "deed-1"})
    assert sent == [{"state", "image"}] and lab.state["seq"] == "deed-1" and lab.errors == []
