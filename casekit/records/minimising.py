"""Only what a purpose needs (最小必要): declared purposes, their columns, and reasons for what is sensitive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casekit.errors import CasekitError
from casekit.records.columns import enter_with
from casekit.tables import Contract
from casekit.text import _


@dataclass(frozen=True)
class Purpose:
    """What a purpose needs: its columns, and for each sensitive one the reason why it cannot do without.

    Parameters
    ----------
    columns : the names of the columns, in the order they come out.
    reasons : a sentence for each sensitive column among them, by name.
    """

    columns: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        if isinstance(self.columns, str) or not self.columns or len(set(self.columns)) < len(self.columns):
            raise CasekitError(
                _("A purpose needs a list of columns, each once, but it has {columns!r}.").format(columns=self.columns)
            )


# Examples for a table of customer cards; a company writes its own.
PURPOSES: dict[str, Purpose] = {
    "phone call": Purpose(("card_id", "name", "phone")),
    "letter": Purpose(("card_id", "name", "address")),
    "composition by area": Purpose(("card_id", "gender", "area")),
    "finding duplicates": Purpose(
        ("card_id", "register", "customer_id", "name", "phone", "email", "id_number", "birthday", "gender", "address"),
        {
            "id_number": _("Two people of one name and birthday are told apart by nothing else."),
            "birthday": _("Without it family members with one phone and address become one person."),
        },
    ),
}


def minimise(table: Any, contract: Contract, purpose: str, *, purposes: Mapping[str, Purpose] | None = None) -> Any:
    """The columns of a table that a declared purpose needs, and no others.

    Parameters
    ----------
    table : any table, on any engine.
    contract : its contract, which says what is personal and what is sensitive.
    purpose : what the data are for, one of ``purposes``.
    purposes : the declared purposes by name; ``PURPOSES`` (examples for customer cards) by default, and yours replace
        them as a whole.

    Returns a table of the same kind with the purpose's columns, in its order. Rows are not chosen here.

    A declared purpose is no lawful basis: what may be used for what, check with counsel.

    Raises CasekitError for a purpose that is not declared, a column that the table lacks or the contract does not know
    (nobody could tell whether it is sensitive), and a sensitive column without a reason.
    """
    purposes = PURPOSES if purposes is None else purposes
    if purpose not in purposes:
        raise CasekitError(
            _("The purpose “{purpose}” is not declared; declared are: {purposes}.").format(
                purpose=purpose, purposes=", ".join(purposes)
            )
        )
    wanted = purposes[purpose]
    frame = enter_with(table, _("The records"), wanted.columns)
    known = {column.name: column for column in contract.columns}
    for name in wanted.columns:
        if name not in known:
            raise CasekitError(
                _(
                    "The contract of “{table}” does not know column “{name}”, so it may be sensitive; add it there."
                ).format(table=contract.name, name=name)
            )
        if known[name].personal == "sensitive" and not wanted.reasons.get(name, "").strip():
            raise CasekitError(
                _(
                    "“{purpose}” asks for the sensitive column “{name}” without a reason; give one or leave it out."
                ).format(purpose=purpose, name=name)
            )
    return frame.select(list(wanted.columns)).to_native()
