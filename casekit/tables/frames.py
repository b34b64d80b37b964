"""Any dataframe in, the same kind out: the doors between the kit and the engines.

pandas, Polars (eager and lazy), DuckDB relations, PySpark and Dask come in through narwhals and leave as they came.
"""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _


def enter(table: Any, role: str) -> nw.DataFrame | nw.LazyFrame:
    """The table as a narwhals frame; CasekitError when it is no dataframe. ``role`` names it in the sentence."""
    try:
        return nw.from_native(table)
    except nw.exceptions.DuplicateError:
        raise CasekitError(_("{role} have two columns of one name; rename one.").format(role=role)) from None
    except TypeError:
        raise CasekitError(
            _(
                "{role} must be a table (pandas, Polars, DuckDB, PySpark or Dask), but it is a {kind}; "
                "load a case or read a file first."
            ).format(role=role, kind=type(table).__name__)
        ) from None


def collect(table: Any, why: str, limit: int) -> pd.DataFrame:
    """The one place where an engine's table becomes a pandas table.

    Parameters
    ----------
    table : any dataframe, native or narwhals.
    why : what needs it in memory, put into the sentence: "the cut points of the scores".
    limit : the most rows that may come.

    Raises CasekitError, naming ``why`` and ``limit``, when the table has more rows.
    """
    frame = nw.from_native(table, pass_through=False)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.head(limit + 1).collect(backend="pandas")
    if len(frame) > limit:
        raise CasekitError(
            _("{why}: the table has more than {limit} rows, too many to bring into memory; aggregate it first.").format(
                why=why[:1].upper() + why[1:], limit=f"{limit:,}"
            )
        )
    native = frame.to_pandas()
    return native.reset_index(drop=True)
