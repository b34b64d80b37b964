"""The value of contracts segment by segment: customers who stay differently are not one middling customer."""

from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.contract_value import contract_value
from casekit.value.rows import number_or_blank

_MOST_SEGMENTS = 10_000


def segment_values(
    segments: Any,
    discount_rate: float,
    *,
    periods: int,
    margin: str = "margin",
    retention: str = "retention",
    customers: str = "customers",
    segment: str = "segment",
    periods_a_year: float = 1,
    timing: str = "start",
) -> pd.DataFrame:
    """Value a contract of each segment, and all of them together.

    Parameters
    ----------
    segments : one row a segment: its name, how many customers, margin (money a period and customer), retention (the
        share that stays from each period to the next).
    Others as :func:`casekit.value.contract_value`.

    Returns segment, customers, margin, retention, value (of one contract, money of today), together (value ×
    customers). The sum of ``together`` is at least what the mean retention gives for the same margin, for the value
    grows faster the longer customers stay.

    Raises CasekitError for missing columns, a number of customers below 0, and as ``contract_value``.
    """
    names = [segment, customers, margin, retention]
    role = _("The segments")
    frame = enter(segments, role)
    require_columns(frame.collect_schema(), names, role)
    table = collect(frame, role, _MOST_SEGMENTS)[names]
    table = table.set_axis(["segment", "customers", "margin", "retention"], axis=1).reset_index(drop=True)
    if not (number_or_blank(table["customers"], customers) >= 0).all():
        raise CasekitError(_("Each segment needs its number of customers, 0 or more."))
    values = [
        contract_value(money, rate, discount_rate, periods=periods, periods_a_year=periods_a_year, timing=timing).value
        for money, rate in zip(table["margin"], table["retention"], strict=True)
    ]
    return table.assign(
        value=values, together=table["customers"] * pd.Series(values, index=table.index, dtype="float64")
    )
