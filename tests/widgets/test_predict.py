"""The prediction card without a browser."""

import pytest

from casekit.widgets import PredictionCard


class Guesses:
    """What the card needs of a store."""

    def __init__(self):
        self.kept = {}

    def record_prediction(self, id, value):
        self.kept[id] = value

    def prediction(self, id):
        return self.kept.get(id)


@pytest.fixture
def store():
    return Guesses()


@pytest.fixture
def card(store):
    return PredictionCard("rfm.guess", prompt="How **many**?", unit="accounts", low=500, high=1500, store=store)


def test_it_starts_without_a_number_that_could_be_a_hint(card):
    assert card.state["value"] is None and card.state["said"] == ""
    assert "<strong>many</strong>" in card.state["prompt"]
    assert card.state["step"] == 10


@pytest.mark.parametrize("raw", ["785", "785 accounts", " 785.0 ", 785, "７８５"])
def test_a_guess_is_kept_as_a_number(card, store, raw):
    card.receive({"do": "commit", "value": raw})
    assert store.kept == {"rfm.guess": 785}
    assert "785 accounts" in card.state["said"] and card.state["problem"] == ""


@pytest.mark.parametrize(
    "raw, said", [("", "Give a number"), ("lots", "cannot be read"), ("2000", "from 500 accounts to 1,500")]
)
def test_what_is_no_guess_is_met_with_a_sentence(card, store, raw, said):
    card.receive({"do": "commit", "value": raw})
    assert said in card.state["problem"]
    assert store.kept == {} and card.errors == []


def test_a_guess_is_found_again_and_may_be_mended(card, store):
    card.receive({"do": "commit", "value": "785"})
    again = PredictionCard("rfm.guess", unit="accounts", low=500, high=1500, store=store)
    assert again.state["value"] == 785 and "785 accounts" in again.state["said"]
    again.receive({"do": "commit", "value": "800"})
    assert store.kept == {"rfm.guess": 800}


def test_where_no_widget_can_be_shown(card):
    still = card._repr_mimebundle_()[0]
    assert still["text/plain"] == "Guess rfm.guess: run this cell to commit yours"
    assert "<strong>many</strong>" in still["text/html"] and card.model_id not in still["text/html"]


@pytest.mark.parametrize("low, high, step", [(0, 1, 0.01), (0, 100, 1), (500, 1000, 10), (0, 2357, 10), (5, 5, 1)])
def test_the_slider_has_round_steps(store, low, high, step):
    assert PredictionCard("a", low=low, high=high, store=store).state["step"] == pytest.approx(step)
