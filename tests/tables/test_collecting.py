"""Bringing a table into memory: never more than was said."""

import duckdb
import pandas as pd
import polars as pl
import pytest

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.tables.frames import enter


def tables():
    table = pd.DataFrame({"n": range(10)}, index=range(5, 15))
    connection = duckdb.connect()
    return [table, pl.from_pandas(table), pl.from_pandas(table).lazy(), connection.from_df(table)]


@pytest.mark.parametrize("place", range(4))
def test_collect_up_to_the_limit(place):
    found = collect(tables()[place], "the test", 10)
    assert found["n"].tolist() == list(range(10))
    assert found.index.tolist() == list(range(10))


@pytest.mark.parametrize("place", range(4))
def test_more_is_refused_with_the_reason_and_the_limit(place):
    with pytest.raises(CasekitError, match="The cut points: the table has more than 9 rows"):
        collect(tables()[place], "the cut points", 9)


@pytest.mark.parametrize("thing", [[1, 2], "cdnow", None, pd.Series([1])])
def test_what_is_no_table(thing):
    with pytest.raises(CasekitError, match="The customers must be a table"):
        enter(thing, "The customers")


def test_two_columns_of_one_name():
    with pytest.raises(CasekitError, match="two columns"):
        enter(pd.DataFrame([[1, 2]], columns=["a", "a"]), "The customers")
