"""What a table must hold: its columns with kind, unit, meaning and Chinese term."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from casekit.errors import CasekitError
from casekit.text import _

KINDS = ("text", "integer", "number", "money", "date", "datetime", "yes/no")
DATA_KINDS = ("", "profile", "behaviour", "attitude", "derived")
PERSONAL = ("", "personal", "sensitive")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : the column's name in the file and in the table.
    kind : one of ``KINDS``; it decides the dtype: text ``str``, integer ``int64`` (``Int64`` where blanks are
        allowed), number and money ``float64``, date and datetime ``datetime64[us]``, yes/no ``bool`` (``boolean``).
    unit : the unit of its values, for instance ``"US dollars"``; empty when it has none.
    meaning, chinese : what it means, in a sentence, and the term of the trade in Chinese.
    required : when true, a blank cell is a fault.
    minimum, maximum : the smallest and largest value allowed (numbers and dates), both included.
    future : when false, a date after today is a fault.
    values : the only values a text may have; empty for any.
    pattern, example : a regular expression the whole text must match, and a value that does.
    data_kind : which of the four kinds of customer data it is, one of ``DATA_KINDS``; empty when it is none of them.
    personal : ``"personal"`` when it names or describes a person by itself, ``"sensitive"`` when the law guards it more
        closely; empty for what is personal only together with a number or name beside it.
    """

    name: str
    kind: str = "text"
    unit: str = ""
    meaning: str = ""
    chinese: str = ""
    required: bool = True
    minimum: float | date | None = None
    maximum: float | date | None = None
    future: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    data_kind: str = ""
    personal: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise CasekitError(
                _("Column “{name}” has the kind “{kind}”; use one of: {kinds}.").format(
                    name=self.name, kind=self.kind, kinds=", ".join(KINDS)
                )
            )
        for setting, known in (("data_kind", DATA_KINDS), ("personal", PERSONAL)):
            if getattr(self, setting) not in known:
                raise CasekitError(
                    _("Column “{name}” has “{value}” as its {setting}; use one of: {known}, or leave it out.").format(
                        name=self.name,
                        value=getattr(self, setting),
                        setting=setting,
                        known=", ".join(filter(None, known)),
                    )
                )
        try:
            re.compile(self.pattern)
        except re.error as fault:
            raise CasekitError(
                _("Column “{name}” has a pattern that is no regular expression ({fault}); mend or drop it.").format(
                    name=self.name, fault=fault
                )
            ) from None

    @property
    def scale(self) -> str:
        """``"quantitative"`` for figures, ``"date"`` for dates and moments, ``"qualitative"`` for all others."""
        if self.kind in ("integer", "number", "money"):
            return "quantitative"
        return "date" if self.kind in ("date", "datetime") else "qualitative"


@dataclass(frozen=True)
class Contract:
    """The columns of one table, and the columns that together name a row (``key``, may be empty)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def __post_init__(self):
        unknown = [name for name in self.key if name not in self.names]
        if unknown:
            raise CasekitError(
                _("The key of table “{table}” names “{column}”, which is none of its columns.").format(
                    table=self.name, column=unknown[0]
                )
            )

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]

    @classmethod
    def from_mapping(cls, name: str, settings: Mapping) -> "Contract":
        """A contract from a table of a TOML file: ``key`` (a list) and ``columns`` (a list of tables).

        Raises CasekitError for a setting it does not know or a column without a name.
        """
        columns = tuple(_column(name, column) for column in settings.get("columns", ()))
        return cls(name, columns, tuple(settings.get("key", ())))


def _column(table: str, settings: Mapping) -> Column:
    known = {field.name for field in fields(Column)}
    strange = sorted(set(settings) - known)
    if strange or "name" not in settings:
        wrong = strange[0] if strange else "name"
        raise CasekitError(
            _("A column of table “{table}” has an unknown or missing setting “{setting}”; use: {known}.").format(
                table=table, setting=wrong, known=", ".join(sorted(known))
            )
        )
    return Column(**{**settings, "values": tuple(settings.get("values", ()))})
