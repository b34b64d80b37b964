"""The split by time: nothing is learned from an outcome that nobody knew when the test began."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import out_of_time_split

QUARTERS = ["2024-07-01", "2024-10-01", "2024-11-01", "2025-01-01", "2025-04-01", "2025-10-01"]
SNAPSHOTS = pd.DataFrame({"on": QUARTERS, "x": range(6)}, index=list("abcdef"))
ASKED = {"prediction_date": "on", "test_from": "2025-01-01", "months": 3}


def test_what_was_known_before_the_test():
    """The snapshot of November counts leaving until the end of January: on the first of January nobody knew it."""
    found = out_of_time_split(SNAPSHOTS, **ASKED, as_of="2025-12-30")
    assert found.earlier.index.tolist() == ["a", "b"]
    assert found.later.index.tolist() == ["d", "e"]
    assert found.left_out.set_index("reason")["rows"].to_dict() == {
        "outcome known only after the test begins": 1,
        "outcome not known yet": 1,
    }
    assert out_of_time_split(SNAPSHOTS, **ASKED, as_of="2025-12-31").later.index.tolist() == ["d", "e", "f"]
    assert len(out_of_time_split(SNAPSHOTS, **ASKED).later) == 3


@given(st.lists(st.integers(0, 900), min_size=1, max_size=30), st.integers(1, 12))
@settings(deadline=None, max_examples=60)
def test_the_parts_never_share_a_day(days, months):
    made = pd.Timestamp("2024-01-01") + pd.to_timedelta(days, unit="D")
    table = pd.DataFrame({"on": made, "x": np.arange(len(days))})
    begins = pd.Timestamp("2025-06-01")
    if not (made + pd.DateOffset(months=months) <= begins).any() or not (made >= begins).any():
        with pytest.raises(CasekitError, match="nothing to learn from|to judge on"):
            out_of_time_split(table, prediction_date="on", test_from=begins, months=months)
        return
    found = out_of_time_split(table, prediction_date="on", test_from=begins, months=months)
    assert (found.earlier["on"] + pd.DateOffset(months=months)).max() <= begins <= found.later["on"].min()
    assert len(found.earlier) + len(found.later) + found.left_out["rows"].sum() == len(table)


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({}, {"months": 0}, "months is 0"),
        ({}, {"months": 2.5}, "months is 2.5"),
        ({}, {"prediction_date": "day"}, "no column “day”"),
        ({"on": None}, {}, "6 snapshots have no “on”"),
        ({"on": "soon"}, {}, "“on” holds something that is no date"),
        ({}, {"test_from": "2024-08-01"}, "No outcome was known by 2024-08-01"),
        ({}, {"test_from": "2026-01-01"}, "No snapshot from 2026-01-01 on"),
        ({}, {"test_from": "one day"}, "The day “one day” is no date"),
    ],
)
def test_a_split_that_cannot_be_is_told(change, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        out_of_time_split(SNAPSHOTS.assign(**change), **{**ASKED, **given})
