"""Who may see and change what (权限): a matrix of roles and fields, its view of a table, an audit of the access log."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.records.access_audit import audit
from casekit.records.columns import enter_with
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

RIGHTS = ("none", "read", "edit", "export")
INCLUDES = {
    "none": frozenset(),
    "read": frozenset({"read"}),
    "edit": frozenset({"read", "edit"}),
    "export": frozenset({"read", "export"}),
}
_MOST_ROWS = 1_000_000


class AccessMatrix:
    """What each role may do with each field. Nothing is allowed that is not written down.

    A field is written "table.column", for instance "cards.phone". The rights: none, read, edit (and read), export (and
    read; not edit). A role with edit and export has two rows.

    Attributes
    ----------
    roles, fields : their names, in the order of the table.
    """

    def __init__(self, given: Mapping[tuple[str, str], frozenset[str]]):
        self._given = dict(given)
        self.roles = list(dict.fromkeys(role for role, _field in self._given))
        self.fields = list(dict.fromkeys(field for _role, field in self._given))

    @classmethod
    def from_table(cls, matrix: Any) -> "AccessMatrix":
        """The matrix in a table with one row a right: role, field, right (none | read | edit | export).

        Raises CasekitError for missing columns, blank cells and an unknown right.
        """
        frame = enter_with(matrix, _("The access matrix’s columns"), ["role", "field", "right"])
        table = collect(frame.select("role", "field", "right"), _("the access matrix"), _MOST_ROWS)
        given: dict[tuple[str, str], set[str]] = {}
        for place, row in enumerate(table.to_dict("records"), start=1):
            cells = {name: "" if pd.isna(cell) else str(cell).strip() for name, cell in row.items()}
            if not all(cells.values()):
                raise CasekitError(
                    _("Row {n} of the access matrix has a blank cell; fill in role, field and right.").format(n=place)
                )
            right = cells["right"].lower()
            if right not in RIGHTS:
                raise CasekitError(
                    _("Row {n} of the access matrix has the right “{right}”; use one of: {rights}.").format(
                        n=place, right=cells["right"], rights=", ".join(RIGHTS)
                    )
                )
            given.setdefault((cells["role"], cells["field"]), set()).add(right)
        return cls({key: frozenset(rights) for key, rights in given.items()})

    def __repr__(self):
        return _("Access matrix: {roles} roles, {fields} fields").format(roles=len(self.roles), fields=len(self.fields))

    def table(self) -> pd.DataFrame:
        """The matrix to look at: one row a field, one column a role, in each cell the rights ("" for none written)."""
        cells = [
            [", ".join(right for right in RIGHTS if right in self._given.get((role, field), ())) for role in self.roles]
            for field in self.fields
        ]
        return pd.DataFrame(cells, columns=self.roles, index=pd.Index(self.fields, name="field")).reset_index()

    def may(self, role: str, action: str, field: str) -> bool:
        """True when the role may read, edit or export the field; false for a role or field that is not in the matrix.

        Raises CasekitError for another action.
        """
        if action not in INCLUDES["edit"] | INCLUDES["export"]:
            raise CasekitError(
                _("The action is “{action}”; use one of: {actions}.").format(
                    action=action, actions=", ".join(RIGHTS[1:])
                )
            )
        return any(action in INCLUDES[right] for right in self._given.get((role, field), ()))

    def view(self, table: Any, role: str, prefix: str = "cards") -> Any:
        """The columns of the table that the role may read, in their order; the same kind of table, on any engine.

        ``prefix`` is the table's name in the matrix: column "phone" is the field "cards.phone". A column that the
        matrix does not name is not shown. Raises CasekitError for a role the matrix does not have, and when it may read
        no column.
        """
        if role not in self.roles:
            raise CasekitError(
                _("The access matrix has no role “{role}”; it has: {roles}.").format(
                    role=role, roles=", ".join(self.roles)
                )
            )
        frame = enter(table, _("The table"))
        shown = [name for name in frame.collect_schema() if self.may(role, "read", f"{prefix}.{name}")]
        if not shown:
            raise CasekitError(
                _("The role “{role}” may read no column of “{prefix}”.").format(role=role, prefix=prefix)
            )
        return frame.select(shown).to_native()

    def audit(self, log: Any, *, hours: tuple[float, float] = (7, 20), staff: Any = None) -> Any:
        """What the access log holds against the rules, one row a violation.

        Parameters
        ----------
        log : a table with one row an access, on any engine: log_id, at (datetime), user, role, field ("cards.phone"),
            action (read | edit | export); other columns stay as they are.
        hours : the hours of work: allowed from the first up to, not including, the second; (0, 24) for no limit. Ours.
        staff : None, or a table with one row a user and role: user, role, and left_on (date, blank while there) where
            you have it. Small: it is read into memory.

        Returns
        -------
        A table of the same kind: the log's columns, violation, reason (a sentence). One access may break several rules
        and then has several rows. Sorted by at and log_id on pandas and Polars.

        * unknown role, unknown field, unknown action: not in the matrix, so not allowed.
        * no right to read, no right to edit, no right to export.
        * outside hours: before or after the hours of work, or without a time.
        * not on the staff: the user is not in ``staff``; other role: is, but not in this role; has left: at a time
          after the day of leaving.

        Raises CasekitError for missing columns, columns of another kind and hours that do not rise within 0 to 24.
        """
        allowed = {action: [key for key in self._given if self.may(key[0], action, key[1])] for action in RIGHTS[1:]}
        return audit(log, allowed, self.roles, self.fields, hours, staff)

    def contradictions(self) -> pd.DataFrame:
        """Where the matrix speaks against itself, or against secrecy (最高级机密).

        Returns a pandas table: contradiction, field, roles (text), sentence. None is an error by itself: each wants a
        decision.

        * none and more: a role has "none" and another right on one field.
        * edits unread: a role may edit a field of a table whose other fields it may not read at all, so it changes a
          record it cannot see.
        * all may edit: every role may edit the field, though the records are to be kept secret: all staff may correct
          is not all staff may see.
        * several export: more than one role may carry the field out of the house.
        * nobody edits: no role may edit the field, so nobody owns it and a mistake in it stays.
        """
        found = [*self._none_and_more(), *self._edits_unread()]
        for field in self.fields:
            editors = [role for role in self.roles if self.may(role, "edit", field)]
            exporters = [role for role in self.roles if self.may(role, "export", field)]
            if len(editors) == len(self.roles) > 1:
                said = _("All {n} roles may edit {field}, which is to be secret: name one owner.")
                found.append(("all may edit", field, editors, said.format(n=len(editors), field=field)))
            if len(exporters) > 1:
                said = _("{n} roles may export {field}: whoever looks for a leak has several doors to watch.")
                found.append(("several export", field, exporters, said.format(n=len(exporters), field=field)))
            if not editors:
                said = _("Nobody may edit {field}: a mistake in it stays. Name an owner.")
                found.append(("nobody edits", field, [], said.format(field=field)))
        lines = [(kind, field, ", ".join(roles), said) for kind, field, roles, said in found]
        return pd.DataFrame(lines, columns=["contradiction", "field", "roles", "sentence"])

    def _none_and_more(self):
        for (role, field), rights in self._given.items():
            if "none" in rights and len(rights) > 1:
                more = ", ".join(right for right in RIGHTS[1:] if right in rights)
                said = _("The role “{role}” has none on {field} and also: {more}. Strike out one of them.")
                yield "none and more", field, [role], said.format(role=role, field=field, more=more)

    def _edits_unread(self):
        """A role that may edit fields of a table and read none of those that name the record (edited ones aside)."""
        for role in self.roles:
            for table in dict.fromkeys(field.partition(".")[0] for field in self.fields):
                mine = [field for field in self.fields if field.partition(".")[0] == table]
                edited = [field for field in mine if self.may(role, "edit", field)]
                others = [field for field in mine if field not in edited]
                if edited and others and not any(self.may(role, "read", field) for field in others):
                    said = _("The role “{role}” may edit {fields} and read nothing else of “{table}”.")
                    yield (
                        "edits unread",
                        edited[0],
                        [role],
                        said.format(role=role, fields=", ".join(edited), table=table),
                    )
