"""What the tests of the reviews share: a ladder of four grades, customers, and equal rows on two engines."""

import tomllib

import pandas as pd

from casekit.grading.policy.reading import policy_of
from casekit.tables import collect

LADDER = """
title = "Four steps"
currency = "yuan"
outside = "unclassified"
[measures.usage]
kind = "number"
unit = "yuan"
period = "year"
minimum = 0
chinese = "年用量"
[measures.credit]
kind = "level"
levels = ["bad", "fair", "good"]
chinese = "回款信誉"
[[grades]]
id = "gold"
chinese = "金级"
when = [{ measure = "usage", from = 300 }, { measure = "credit", at_least = "good" }]
services = [{ title = "own account manager", chinese = "专属客户经理" }, "return visit"]
[[grades]]
id = "silver"
chinese = "银级"
when = [{ measure = "usage", from = 200 }, { measure = "credit", at_least = "fair" }]
services = ["return visit"]
[[grades]]
id = "bronze"
chinese = "铜级"
when = [{ measure = "usage", from = 100, to = 250 }]
"""


def ladder(**more):
    return policy_of({**tomllib.loads(LADDER), **more}, "four-steps", "four-steps.toml")


def customers(**usage):
    """A customer's usage by name; a pair gives the credit too, which is good otherwise."""
    rows = [(name, *(value if isinstance(value, tuple) else (value, "good"))) for name, value in usage.items()]
    table = pd.DataFrame(rows, columns=["customer_id", "usage", "credit"])
    return table.astype({"customer_id": "str", "usage": "float64", "credit": "str"})


def grades(in_grade=5, below=0, **before):
    """The grades before, by the customers' names."""
    table = pd.DataFrame({"customer_id": list(before), "grade": list(before.values())}).astype("str")
    return table.assign(reviews_in_grade=in_grade, reviews_below=below)


def same_rows(expected, native, *keys):
    """Equal row by row, whatever the order of the rows."""
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (table.sort_values(list(keys), ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name
