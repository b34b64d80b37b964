"""The choice of the integer programme beside rules of thumb and the best possible."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import choices_against_truth

OFFERS = pd.DataFrame(
    {
        "customer_id": list("abcd"),
        "cost": [10.0, 10, 10, 10],
        "gain": [9.0, 8, 1, 2],
        "risk": [0.1, 0.2, 0.9, 0.8],
        "truth": [-10.0, 30, -10, 40],
    }
)


def test_each_choice_by_what_it_truly_gains():
    found = choices_against_truth(OFFERS, budget=20, true_gain="truth", rules=["risk"]).set_index("choice")
    assert found.index.tolist() == ["integer programming", "risk", "best possible"]
    assert found["gain"].tolist() == [20, 30, 70]  # a and b; c and d; b and d
    assert found["expected"].tolist() == [17, 3, 10]
    assert found["of_best"].tolist() == pytest.approx([2 / 7, 3 / 7, 1])
    assert found["cost"].tolist() == [20, 20, 20]


@given(st.integers(0, 10_000), st.integers(0, 120))
@settings(deadline=None, max_examples=30)
def test_nothing_is_better_than_the_best_possible(seed, budget):
    draw = np.random.default_rng(seed)
    table = pd.DataFrame({"customer_id": range(12), "cost": draw.integers(1, 30, 12).astype(float)})
    for name in ("gain", "truth", "risk"):
        table[name] = draw.normal(0, 10, 12)
    found = choices_against_truth(table, budget=budget, true_gain="truth", rules=["risk", "gain"]).set_index("choice")
    assert (found["gain"] <= found.loc["best possible", "gain"] + 1e-6).all()
    assert (found["expected"] <= found.loc["integer programming", "expected"] + 1e-6).all()
    assert (found["cost"] <= budget).all()
    exact = choices_against_truth(table.assign(gain=table["truth"]), budget=budget, true_gain="truth")
    assert exact["gain"].iloc[0] == pytest.approx(exact["gain"].iloc[1])


def test_a_truth_that_is_not_known_is_told():
    for table, asked, sentence in [
        (OFFERS, {"true_gain": "wisdom"}, "no column “wisdom”"),
        (OFFERS.assign(truth=None), {"true_gain": "truth"}, "4 rows have no “truth”"),
        (OFFERS.drop(columns="gain"), {"true_gain": "truth"}, "no column “gain”"),
        (OFFERS, {"true_gain": "truth", "rules": ["fame"]}, "no column “fame”"),
        (OFFERS, {"true_gain": "truth", "budget": -1}, "“budget” must be a number from 0 on"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            choices_against_truth(table, **{"budget": 20, **asked})
