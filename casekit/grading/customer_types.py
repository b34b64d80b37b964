"""Which role a customer has: end customer, distributor or partner, by a declared list of words."""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.sales_rows import require_columns
from casekit.tables.frames import enter
from casekit.text import _

TYPES = ("end customer", "distributor", "partner")
ROLES = {
    "consumer": "end customer",
    "end customer": "end customer",
    "end user": "end customer",
    "public institution": "end customer",
    "消费者": "end customer",
    "最终客户": "end customer",
    "dealer": "distributor",
    "distributor": "distributor",
    "wholesaler": "distributor",
    "agent": "distributor",
    "分销商": "distributor",
    "经销商": "distributor",
    "批发商": "distributor",
    "代理商": "distributor",
    "partner": "partner",
    "合作伙伴": "partner",
}


def customer_types(
    customers: Any, *, role: str, customer_id: str = "customer_id", rules: Mapping[str, str] | None = None
) -> Any:
    """End customer, distributor or partner: the three kinds that customer management covers (客户关系管理理念).

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    role : the column with the role as your records have it ("dealer", "wholesaler", …); large and small letters and
        spaces around it do not matter.
    rules : what each role is; ``ROLES`` by default, and yours replace it as a whole.

    Returns a table of the same kind: customer_id and customer_type. A role that the rules do not name, or a missing
    one, is "unclassified": it is shown, not guessed.

    Raises CasekitError for unknown columns and a rule that names another type.
    """
    rules = ROLES if rules is None else rules
    strange = sorted({kind for kind in rules.values() if kind not in TYPES})
    if strange:
        raise CasekitError(
            _("A rule names the type “{kind}”; the types are: {types}.").format(kind=strange[0], types=", ".join(TYPES))
        )
    frame = enter(customers, _("The customers"))
    require_columns(frame.collect_schema(), [customer_id, role], _("The customers’ columns"))
    spoken = nw.col(role).cast(nw.String).str.strip_chars().str.to_lowercase()
    kind = nw.lit("unclassified")
    for name in TYPES:
        words = [word.strip().lower() for word, meant in rules.items() if meant == name]
        if words:
            kind = nw.when(spoken.is_in(words)).then(nw.lit(name)).otherwise(kind)
    return frame.select(nw.col(customer_id).alias("customer_id"), customer_type=kind).to_native()
