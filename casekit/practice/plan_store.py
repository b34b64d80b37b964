"""The trainee's answers to the sheets of the customer plan, kept in one JSON file in their home.

``{"version": 1, "sheets": {name: {"answers": {field: answer}, "caught_up": bool, "saved": time, "shown": blocks}}}``.
The file is written whole or not at all, and read anew each time, for two notebooks may be open. Where it cannot be
written, the lesson goes on in memory and ``PlanStore.notice`` says so.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casekit import paths
from casekit.files import write_whole
from casekit.practice.keeping import alone, set_aside, why_not
from casekit.text import _

VERSION = 1


@dataclass(frozen=True)
class Kept:
    """One sheet as it is kept: the answers, whether they come from the catch-up copy, and when (ISO, UTC).

    ``shown`` is how the sheet stands in the workbook (:mod:`casekit.practice.plan_blocks`), so that saving one sheet
    need not load the cases of all others.
    """

    answers: Mapping[str, Any]
    caught_up: bool = False
    saved: str = ""
    shown: tuple[Mapping[str, Any], ...] = ()


class PlanStore:
    """The file of the plan. ``path`` defaults to ``customer-plan.json`` in the trainee's home.

    ``notice`` is one sentence when something about keeping the plan must be said, else "". A file that is damaged is
    set aside under another name and a new one begun; one of a newer edition is neither read nor touched.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path is not None else paths.home() / "customer-plan.json"
        self._known: dict[str, Kept] = {}  # as last read: what this notebook has seen outlives damage to the file
        self._unsaved: dict[str, Kept] = {}
        self._damaged = self._trouble = ""
        self._newer = False

    @property
    def notice(self) -> str:
        return self._trouble or self._damaged

    def sheets(self) -> dict[str, Kept]:
        """Every sheet that is kept, by name."""
        try:
            self._known = self._read()
            if not self._unsaved and not self._newer:
                self._trouble = ""
        except OSError as problem:
            self._say_kept_in_memory(why_not(problem))
        return {**self._known, **self._unsaved}

    def save(self, changes: Mapping[str, Kept]) -> None:
        """Keep these sheets, stamped with the time unless they are; the others in the file stay as they are."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._unsaved |= {
            name: Kept(dict(one.answers), one.caught_up, one.saved or now, one.shown) for name, one in changes.items()
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with alone(self.path):
                self._known = {**self._read(), **self._unsaved}
                if not self._newer:
                    write_whole(self.path, _packed(self._known))
                    self._unsaved, self._trouble = {}, ""
        except OSError as problem:
            self._say_kept_in_memory(why_not(problem))

    def _read(self) -> dict[str, Kept]:
        try:
            content = json.loads(self.path.read_bytes())
            self._newer = content["version"] > VERSION
            if not self._newer:
                return {name: _unpacked(one) for name, one in content["sheets"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self._begin_anew()
        self._say_kept_in_memory(_("it was written by a newer edition of this course"))
        return {}

    def _begin_anew(self) -> dict[str, Kept]:
        try:
            aside = set_aside(self.path)
        except FileNotFoundError:
            return {}  # another notebook found the same damage and was faster
        self._damaged = _(
            "The file of your customer plan was damaged and is set aside as {name}; a new one is begun."
        ).format(name=aside.name)
        self._unsaved = {**self._known, **self._unsaved}
        return {}

    def _say_kept_in_memory(self, why: str) -> None:
        self._trouble = _(
            "Your plan cannot be kept in {path} ({why}). The lesson goes on, but what you save now is kept only until "
            "this notebook is closed."
        ).format(path=self.path, why=why)


_opened: dict[Path, PlanStore] = {}


def open_plan_store() -> PlanStore:
    """The store of the trainee's own plan, opened once in a process."""
    path = paths.home() / "customer-plan.json"
    return _opened.setdefault(path, PlanStore(path))


def _unpacked(sheet: Mapping[str, Any]) -> Kept:
    datetime.fromisoformat(sheet["saved"])
    return Kept(dict(sheet["answers"]), bool(sheet["caught_up"]), sheet["saved"], tuple(sheet["shown"]))


def _packed(sheets: Mapping[str, Kept]) -> bytes:
    content = {"version": VERSION, "sheets": {name: asdict(one) for name, one in sheets.items()}}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")
