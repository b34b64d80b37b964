"""Personal data (个人信息): hide it, put codes in its place, keep only what a purpose needs.

Masked or coded data are still personal data where somebody can be found again, by the key, or by what is left:
district and birthday are often enough. The Chinese law on personal information (PIPL, 个人信息保护法) and the European
one (GDPR) go on applying. What is lawful in your case: check with counsel.
"""

from collections.abc import Callable, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.records.columns import enter_with, is_text
from casekit.tables import Contract
from casekit.tables.frames import enter
from casekit.text import _

_HIDDEN = "***"
_SPACE = "[\\s\u3000\u00a0]"  # not every engine's \\s knows the wide space of Chinese text and the fixed one


def mask(table: Any, contract_or_fields: Contract | Mapping[str, str]) -> Any:
    """The table with its personal columns made unreadable, each by the rule of its kind.

    Parameters
    ----------
    table : any table, on any engine.
    contract_or_fields : which column is of which kind: a mapping such as ``{"name": "name", "tel": "phone"}``, or the
        table's contract: then every column it marks as personal or sensitive is masked, by the kind that ``KIND_OF``
        has for its name, else "hidden". Columns of the contract that the table lacks are passed over.

    Returns a table of the same kind, rows and columns in the same order, the masked columns as text. What is missing
    stays missing. The kinds (``MASKS``):

    * name: the first letter and the last word: "Li Wei" → "L** Wei"; of a single word the first letter, "李伟" →
      "李**"; of a single letter nothing.
    * phone: the last 2 digits, "100-2345 6789" → "*******89"; fewer than 5 digits: nothing.
    * email: what stands after the @: "li@mail.example" → "***@mail.example". A domain of one's own still tells who.
    * id number: the last 2 signs, "HT123456789012" → "************12"; fewer than 8 signs: nothing.
    * birthday: the year, "1987-05-02" → "1987". The column must hold dates.
    * address: what stands after the last comma, when it has no digit: "12 Quay Road, Old Port" → "Old Port"; else
      nothing.
    * hidden: nothing.

    "Nothing" is "***". The number of stars never tells a length.

    Raises CasekitError for a column that is not there, an unknown kind, a birthday that holds no dates, the kinds for
    text on columns that hold neither text nor whole numbers, and a contract that marks nothing.
    """
    frame = enter(table, _("The records"))
    if isinstance(contract_or_fields, Contract):
        fields = _kinds_by_contract(contract_or_fields, frame.collect_schema().names())
    else:
        fields = dict(contract_or_fields)
    enter_with(table, _("The records"), fields)
    schema = frame.collect_schema()
    masked = {}
    for name, kind in fields.items():
        if kind not in MASKS:
            raise CasekitError(
                _("Column “{name}” is to be masked as “{kind}”; the kinds are: {kinds}.").format(
                    name=name, kind=kind, kinds=", ".join(MASKS)
                )
            )
        masked[name] = _masked(name, kind, schema[name])
    return frame.with_columns(**masked).to_native()


def _kinds_by_contract(contract: Contract, there: list[str]) -> dict[str, str]:
    personal = [column.name for column in contract.columns if column.personal]
    if not personal:
        raise CasekitError(
            _(
                "The contract of “{table}” marks no column as personal; name the columns and their kinds instead."
            ).format(table=contract.name)
        )
    return {name: KIND_OF.get(name, "hidden") for name in personal if name in there}


def _masked(name: str, kind: str, dtype: nw.dtypes.DType) -> nw.Expr:
    column = nw.col(name)
    if kind == "birthday":
        if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
            raise CasekitError(
                _(
                    "Column “{name}” must hold dates to be cut to the year, but it holds {kind}; mask it as hidden."
                ).format(name=name, kind=dtype)
            )
        return column.dt.to_string("%Y")
    if kind == "hidden":
        return nw.when(~column.is_null()).then(nw.lit(_HIDDEN))
    if not is_text(dtype) and not dtype.is_integer():
        raise CasekitError(
            _(
                "Column “{name}” must hold text or whole numbers to be masked as {mask}, but it holds {kind}; "
                "mask it as hidden."
            ).format(name=name, mask=kind, kind=dtype)
        )
    text = column.cast(nw.String).str.strip_chars()
    return nw.when(~column.is_null()).then(MASKS[kind](text))


def _name(text: nw.Expr) -> nw.Expr:
    first, last_word = text.str.slice(0, 1), text.str.replace_all(f"^.*{_SPACE}", "")
    several = nw.concat_str(first, nw.lit("** "), last_word)
    one = nw.when(text.str.len_chars() > 1).then(nw.concat_str(first, nw.lit("**"))).otherwise(nw.lit(_HIDDEN))
    return nw.when(text.str.contains(_SPACE)).then(several).otherwise(one)


def _phone(text: nw.Expr) -> nw.Expr:
    digits = text.str.replace_all(r"[^0-9]", "")
    ending = nw.concat_str(nw.lit("*******"), digits.str.slice(-2))
    return nw.when(digits.str.len_chars() >= 5).then(ending).otherwise(nw.lit(_HIDDEN))


def _email(text: nw.Expr) -> nw.Expr:
    domain = nw.concat_str(nw.lit(_HIDDEN), nw.lit("@"), text.str.replace_all(r"^.*@", ""))
    return nw.when(text.str.contains(r"^[^@]+@[^@]+$")).then(domain).otherwise(nw.lit(_HIDDEN))


def _id_number(text: nw.Expr) -> nw.Expr:
    ending = nw.concat_str(nw.lit("************"), text.str.slice(-2))
    return nw.when(text.str.len_chars() >= 8).then(ending).otherwise(nw.lit(_HIDDEN))


def _address(text: nw.Expr) -> nw.Expr:
    area = text.str.replace_all(r"^.*[,，]", "").str.strip_chars()
    told = text.str.contains("[,，]") & ~area.str.contains(r"[0-9０-９]") & (area.str.len_chars() > 0)
    return nw.when(told).then(area).otherwise(nw.lit(_HIDDEN))


MASKS: dict[str, Callable[[nw.Expr], nw.Expr] | None] = {
    "name": _name,
    "phone": _phone,
    "email": _email,
    "id number": _id_number,
    "birthday": None,
    "address": _address,
    "hidden": None,
}
KIND_OF = {
    "name": "name",
    "phone": "phone",
    "email": "email",
    "id_number": "id number",
    "birthday": "birthday",
    "address": "address",
}
