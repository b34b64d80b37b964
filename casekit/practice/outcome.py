"""What checking an answer can come to."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The four outcomes of a check."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Outcome:
    """The result of one check: a status, the named mistake if one was recognised, and what the trainee reads."""

    status: Status
    message: str
    mistake: str | None = None

    @property
    def right(self) -> bool:
        return self.status is Status.RIGHT


class Unreadable(ValueError):
    """An answer that cannot be understood. The message is one sentence: what was read and what is expected."""
