"""Money of two currencies is not added up."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.sales_rows import nobody, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_MOST_CURRENCIES = 1_000


def one_currency(table: Any, *, currency: str, role: str | None = None) -> str:
    """The currency of all rows of a table, on any engine, as it is written in the column ``currency``.

    ``role`` names the table in the sentence ("The bills"). Raises CasekitError, with the currencies and how many rows
    each has, when there is more than one; when rows have none; and for a missing column or a table without rows.
    """
    role = role or _("The rows")
    frame = enter(table, role)
    schema = frame.collect_schema()
    require_columns(schema, [currency], role)
    column = nw.col(currency)
    counted = frame.lazy().select(column.alias("currency")).group_by("currency").agg(rows=nw.len())
    counted = counted.with_columns(missing=nobody(nw.col("currency"), schema[currency]))
    found = collect(counted, _("The currencies"), _MOST_CURRENCIES).sort_values("rows", ascending=False, kind="stable")
    without = int(found.loc[found["missing"], "rows"].sum())
    if without:
        raise CasekitError(
            _("{role}: {n} rows have no “{column}”; fill it in or take them out.").format(
                role=role, n=f"{without:,}", column=currency
            )
        )
    if not len(found):
        raise CasekitError(_("{role}: there are no rows.").format(role=role))
    if len(found) > 1:
        raise CasekitError(
            _("{role}: more than one currency, {found}; convert the amounts into one of them first.").format(
                role=role,
                found=", ".join(
                    _("{currency} ({n} rows)").format(currency=name, n=f"{rows:,}")
                    for name, rows in zip(found["currency"], found["rows"], strict=True)
                ),
            )
        )
    return str(found["currency"].iloc[0])
