"""A table with one row a customer holds nobody twice."""

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _


def refuse_twice(rows: nw.LazyFrame, customer_id: str, role: str) -> None:
    """CasekitError, naming one of them, when customers stand in more than one row; counted on the engine."""
    times = rows.group_by(customer_id).agg(times=nw.len()).filter(nw.col("times") > 1)
    found = collect(times.select(again=nw.len(), who=nw.col(customer_id).min()), role, 1).iloc[0]
    if found["again"]:
        raise CasekitError(
            _("{role}: {n} stand in several rows, “{who}” among them; there must be one row a customer.").format(
                role=role, n=f"{int(found['again']):,}", who=found["who"]
            )
        )
