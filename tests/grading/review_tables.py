"""Comparing what the reviews give on one engine with what they give on pandas."""

import pandas as pd

from casekit.tables import collect


def same_rows(expected, native, *keys):
    """Equal row by row, whatever the order of the rows."""
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (table.sort_values(list(keys), ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name
