"""One table of a policy file, asked for its keys by kind: every fault is a sentence with file, table, key and mend."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn

from casekit.errors import CasekitError
from casekit.text import _


class Section:
    """A table of a TOML file with its place in words ("[[grades]] “A1”")."""

    def __init__(self, table: Any, file: str, place: str):
        self.file, self.place = file, place
        if not isinstance(table, Mapping):
            self.fault(
                _("here a table with keys is expected, but it is {found!r}; write it like {{ key = value }}.").format(
                    found=table
                )
            )
        self.table = table

    def fault(self, sentence: str) -> NoReturn:
        """Raise CasekitError: the file, the place, then the sentence."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        raise CasekitError(f"{where}: {sentence}")

    def only(self, known: Iterable[str]) -> "Section":
        """Itself, when it has no other keys than these; a fault names the nearest that is known."""
        known = list(known)
        for key in self.table:
            if key not in known:
                near = get_close_matches(key, known, 1)
                mend = _("did you mean “{near}”?").format(near=near[0]) if near else _("take it out.")
                self.fault(
                    _("there is no key “{key}”; {mend} Known here: {known}.").format(
                        key=key, mend=mend, known=", ".join(known)
                    )
                )
        return self

    def inside(self, table: Any, place: str) -> "Section":
        """A table within this one."""
        return Section(table, self.file, f"{self.place}, {place}" if self.place else place)

    def text(self, key: str, default: str | None = "", among: Iterable[str] = ()) -> str:
        """A text; without a default it must be there, and it must be ``among`` those given."""
        found = self._of(key, default, str, _("a text in quotation marks"))
        among = list(among)
        if among and found not in among:
            near = get_close_matches(found, among, 1)
            hint = _(" (did you mean “{near}”?)").format(near=near[0]) if near else ""
            self.fault(
                _("“{key}” is “{found}”, but must be one of: {among}{hint}.").format(
                    key=key, found=found, among=", ".join(among), hint=hint
                )
            )
        return found

    def yes_no(self, key: str, default: bool) -> bool:
        """true or false."""
        return self._of(key, default, bool, _("true or false, without quotation marks"))

    def whole(self, key: str, default: int | None) -> int:
        """A whole number."""
        return self._of(key, default, int, _("a whole number"))

    def number(self, key: str, default: float | None = None, needed: bool = True) -> Any:
        """A finite number; None when it is not there and not ``needed``."""
        if key not in self.table and not needed:
            return None
        found = self._of(key, default, (int, float), _("a number without quotation marks or thousands separators"))
        if not -float("inf") < found < float("inf"):
            self.fault(_("“{key}” is {found}, which is no finite number.").format(key=key, found=found))
        return found

    def day(self, key: str) -> date | None:
        """A date (2025-07-01), None when it is not there."""
        found = self.table.get(key)
        if found is not None and (not isinstance(found, date) or isinstance(found, datetime)):
            self._wrong(key, found, _("a date such as 2025-07-01, without quotation marks"))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not there."""
        found = self.items(key)
        if not all(isinstance(item, str) for item in found):
            self._wrong(key, list(found), _('a list of texts, such as ["a", "b"]'))
        return found

    def items(self, key: str) -> tuple[Any, ...]:
        """A list of anything; empty when it is not there."""
        return tuple(self._of(key, [], list, _("a list in square brackets")))

    def sections(self, key: str) -> list["Section"]:
        """A list of tables, each named by its id where it has one."""
        found = []
        if isinstance(self.table.get(key), Mapping):
            self.fault(_("there may be several, so write [[{key}]] with two brackets.").format(key=key))
        for number, item in enumerate(self.items(key), 1):
            name = item.get("id", number) if isinstance(item, Mapping) else number
            found.append(self.inside(item, f"[[{key}]] “{name}”"))
        return found

    def _of(self, key: str, default: Any, kind: Any, wanted: str) -> Any:
        if key not in self.table:
            if default is None:
                self.fault(_("the key “{key}” is missing; add {wanted}.").format(key=key, wanted=wanted))
            return default
        found = self.table[key]
        # to Python yes and no are numbers too; to the writer of a policy they are not
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            self._wrong(key, found, wanted)
        return found

    def _wrong(self, key: str, found: Any, wanted: str) -> NoReturn:
        self.fault(_("“{key}” is {found!r}, but must be {wanted}.").format(key=key, found=found, wanted=wanted))
