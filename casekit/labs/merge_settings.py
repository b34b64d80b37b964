"""What can be turned in the merge lab."""

from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

EVIDENCE = {  # lever: the fields of the cards that it lets count
    "phone": ("phone",),
    "email": ("email",),
    "name_and_birthday": ("name", "birthday"),
    "address": ("address",),
}


@dataclass(frozen=True)
class MergeSettings:
    """One position of the lab's levers. The default is the merge of ``casekit.records.merge_records``.

    Parameters
    ----------
    strictness : the least score at which two cards are merged, above 0 and up to 1.
    phone, email, name_and_birthday, address : whether this evidence counts, for and against. Id number and gender
        always do.
    shared_phones : whether a phone shared by too many (the shop's own) counts like any other.

    Raises CasekitError for anything else.
    """

    strictness: float = 0.75
    phone: bool = True
    email: bool = True
    name_and_birthday: bool = True
    address: bool = True
    shared_phones: bool = False

    def __post_init__(self):
        strictness = self.strictness
        if isinstance(strictness, bool) or not isinstance(strictness, int | float) or not 0 < strictness <= 1:
            raise CasekitError(
                _("Strictness goes from above 0 to 1, for instance 0.75; it is {value!r}.").format(value=strictness)
            )
        for lever in (*EVIDENCE, "shared_phones"):
            if not isinstance(getattr(self, lever), bool):
                raise CasekitError(
                    _("“{lever}” is on or off (True or False), not {value!r}.").format(
                        lever=lever, value=getattr(self, lever)
                    )
                )

    @property
    def counted(self) -> tuple[str, ...]:
        """The fields of the cards that count."""
        chosen = [field for lever, fields in EVIDENCE.items() if getattr(self, lever) for field in fields]
        return ("id_number", "gender", *chosen)
