"""Whatever is answered, checking comes to an outcome with a sentence: nothing raises, nothing odd is right."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice_toys import TOYS

from casekit.practice import Status

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.binary(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
    max_leaves=8,
)
ODD = (
    pd.DataFrame(),
    pd.DataFrame({"a": [1]}),
    pd.Series(dtype=float),
    pd.Series([1, 2]),
    pd.Series([[1], [2]]),
    np.array([1, 2]),
    np.array(3),
    np.float64("nan"),
    pd.NA,
    pd.NaT,
    datetime.date(2026, 1, 1),
    range(3),
    {1, 2},
    3 + 4j,
    b"13",
    dict,
    {"a": {"b": 1}},
    [[1, 2], [3]],
    "\t",
    "a\tb\n1",
    '"a,b\nc',
    "\0",
    "9" * 5000,
    10**400,
)
QUIET = [toy for toy in TOYS if toy.kind.name != "function"]


def sound(toy, raw):
    outcome = toy.check(raw)
    assert outcome.status is not Status.RIGHT, (raw, outcome)
    assert outcome.message.strip()


@pytest.mark.parametrize("toy", QUIET, ids=lambda toy: toy.id)
@settings(max_examples=60, deadline=None)
@given(raw=anything)
def test_anything(toy, raw):
    sound(toy, raw)


@pytest.mark.parametrize("toy", TOYS, ids=lambda toy: toy.id)
def test_odd_things(toy):
    for raw in ODD:
        sound(toy, raw)
