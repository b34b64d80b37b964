"""The four kinds of customer data (客户资料): profile, behaviour, attitude, and what is derived from these three."""

from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import enter_with
from casekit.tables import collect
from casekit.text import _

KINDS = ("profile", "behaviour", "attitude", "derived")
SCALES = ("quantitative", "qualitative")
NOT_SORTED = "(not sorted)"
_MOST_COLUMNS = 100_000


def data_kinds(dictionary: Any) -> pd.DataFrame:
    """How many fields of each kind a company has, and which: kind × scale.

    Kinds: profile (公司概况: fairly stable traits), behaviour (行为数据: what the customer does), attitude (态度数据:
    what it thinks), derived (衍生数据: computed by us from the other three). Scales: quantitative (定量), qualitative
    (定性).

    Parameters
    ----------
    dictionary : a table with one row a column, such as a case's ``dictionary``: table, name, data_kind, scale. A field
        without a kind (a number that only names a row) is "(not sorted)": shown, not guessed.

    Returns a pandas table, one row a pair of kind and scale: data_kind, scale, fields (int64), names (text,
    "customers.industry, …"). The eight pairs of the four kinds and two scales are always there, with 0 where a company
    has no such field; other scales (dates) and fields not sorted follow where they occur.

    Raises CasekitError for missing columns and a kind that is none of the four.
    """
    frame = enter_with(dictionary, _("The dictionary’s columns"), ["table", "name", "data_kind", "scale"])
    table = collect(frame, _("the kinds of data"), _MOST_COLUMNS)
    kind = table["data_kind"].fillna("").str.strip().str.lower()
    strange = sorted(set(kind) - {"", *KINDS})
    if strange:
        raise CasekitError(
            _("The dictionary has the data kind “{kind}”; the kinds are: {kinds}.").format(
                kind=strange[0], kinds=", ".join(KINDS)
            )
        )
    sorted_ = pd.DataFrame(
        {
            "data_kind": kind.where(kind != "", NOT_SORTED),
            "scale": table["scale"].fillna("").str.strip().replace("", NOT_SORTED),
            "field": table["table"] + "." + table["name"],
        }
    )
    found = sorted_.groupby(["data_kind", "scale"])["field"].agg(["size", ", ".join])
    pairs = [(one, other) for one in KINDS for other in SCALES]
    pairs += sorted(set(found.index) - set(pairs), key=_place)
    counts = found.reindex(pd.MultiIndex.from_tuples(pairs, names=["data_kind", "scale"])).reset_index()
    counts.columns = ["data_kind", "scale", "fields", "names"]
    return counts.fillna({"fields": 0, "names": ""}).astype({"fields": "int64"})


def _place(pair: tuple[str, str]) -> tuple:
    kind, scale = pair
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), scale)
