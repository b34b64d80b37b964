"""What a model says of each distinct history, put beside every customer who has it, on the customer's engine."""

from collections.abc import Callable
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.histories import distinct_rows, numbers_of


def add_columns(summary: Any, columns: list[str], name: str, compute: Callable[..., np.ndarray]) -> Any:
    """customer_id (where there is one) and ``name`` = compute(the columns), the same kind of table as the summary.

    In memory computed row by row; on a lazy engine once for each distinct row, which is then joined to its customers.
    Raises CasekitError for columns that are missing or lack numbers, and what ``compute`` raises.
    """
    frame = enter(summary, _("The summary"))
    keys = [key for key in ("customer_id",) if key in frame.collect_schema().names()]
    if isinstance(frame, nw.DataFrame):
        values = compute(*numbers_of(frame, columns))
        return frame.select(*keys, nw.new_series(name, values, backend=frame.implementation)).to_native()
    rows = distinct_rows(summary, columns)
    rows[name] = compute(*(rows[column].to_numpy("float64") for column in columns))
    beside = nw.from_native(like(rows[[*columns, name]], frame))
    return frame.join(beside, on=columns, how="left").select([*keys, name]).to_native()


def like(table: pd.DataFrame, frame: nw.LazyFrame) -> Any:
    """A pandas table as a table of the lazy engine that ``frame`` lives on."""
    kind = frame.implementation
    if kind.is_polars():
        import polars as pl

        return pl.from_pandas(table).lazy()
    if kind.is_duckdb():
        import duckdb

        return duckdb.from_df(table)
    if kind.is_dask():
        import dask.dataframe as dd

        return dd.from_pandas(table, npartitions=1)
    return frame.to_native().sparkSession.createDataFrame(table)
