"""The value of contracts segment by segment: customers who stay differently are not one middling customer."""

import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.contract_value import contract_value


def segment_values(
    segments: pd.DataFrame,
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
    lacking = [name for name in names if name not in segments]
    if lacking:
        raise CasekitError(
            _("The segments have no column “{name}”; they have: {names}.").format(
                name=lacking[0], names=", ".join(map(str, segments.columns))
            )
        )
    if not (segments[customers] >= 0).all():
        raise CasekitError(_("Each segment needs its number of customers, 0 or more."))
    table = segments[names].set_axis(["segment", "customers", "margin", "retention"], axis=1).reset_index(drop=True)
    values = [
        contract_value(money, rate, discount_rate, periods=periods, periods_a_year=periods_a_year, timing=timing).value
        for money, rate in zip(table["margin"], table["retention"], strict=True)
    ]
    return table.assign(
        value=values, together=table["customers"] * pd.Series(values, index=table.index, dtype="float64")
    )
