"""A sheet of the trainee's customer plan: what it asks, what the lesson suggests, and the answers of the catch-up copy.

A lesson declares ``PLAN = Sheet(…)`` in its module. Everything on it is computed from the lesson's case, so the copy
that catches a trainee up holds no figure that was typed by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from casekit.practice.plan_fields import Answers, ChoiceField, Field, NumberField, TextField, Unanswered
from casekit.practice.plan_fields import of as _of
from casekit.practice.plan_store import Kept

__all__ = ["Answers", "ChoiceField", "Entry", "Field", "NumberField", "Page", "Sheet", "TextField"]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one lesson adds to the plan.

    Parameters
    ----------
    name : stable for ever; the plan's file is keyed by it, and ``casekit.plan(name)`` shows it.
    title, intro : head of the sheet; the intro may use the kit's prose (**bold**, lists).
    case : ``case(0)`` gives what the fields' functions take; as in a Question, so a lesson's own cached function fits.
    fields : :class:`NumberField`, :class:`ChoiceField` and :class:`TextField`, in the order they are asked.
    tables : title → ``table(case, answers)``, a pandas table that stands below the answers.

    ``answers`` is an :class:`Answers`: by field name a float or int, the id of an option, or a text. A function that
    asks for a field not answered yet (a KeyError) is left out until it is; ``answers.get(name)`` gives None there.
    Raises ValueError when two fields share a name.
    """

    name: str
    title: str
    case: Callable[[int], Any]
    fields: tuple[Field, ...]
    intro: str = ""
    tables: Mapping[str, Callable[[Any, Answers], pd.DataFrame]] = field(default_factory=dict)

    def __post_init__(self):
        names = [one.name for one in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: two fields share a name in {names}")

    @cached_property
    def facts(self) -> Any:
        """The case that suggestions, models, remarks and tables are computed from."""
        return self.case(0)

    def read(self, raw: Mapping[str, Any]) -> tuple[Answers, dict[str, str]]:
        """What was typed, as answers; and by field a sentence on what cannot be taken. Blank is no answer."""
        read, problems = {}, {}
        for one in self.fields:
            typed = raw.get(one.name)
            if typed is None or not str(typed).strip():
                continue
            try:
                read[one.name] = one.read(typed, self.facts)
            except ValueError as problem:
                problems[one.name] = str(problem)
        return self.answers(read), problems

    def answers(self, kept: Mapping[str, Any]) -> Answers:
        """Kept answers that (still) fit their fields; what an older edition asked is passed over."""
        fitting = {}
        for one in self.fields:
            try:
                if one.name in kept:
                    fitting[one.name] = one.read(kept[one.name], self.facts)
            except ValueError:
                continue
        return Answers(fitting, [one.name for one in self.fields])

    @cached_property
    def models(self) -> Answers:
        """The answers of the catch-up copy."""
        return self.answers({one.name: _of(one.model, self.facts) for one in self.fields})

    def why(self, one: Field) -> str:
        """Why the copy answers so: one sentence."""
        return _of(one.why, self.facts)

    def suggestion(self, one: Field) -> str:
        """The lesson's own figure as one reads it, or nothing."""
        if one.suggest is None:
            return ""
        return one.show(one.suggest(self.facts), self.facts)

    def remark(self, one: Field, answers: Answers) -> str:
        """What is to be said of this answer, or nothing."""
        if one.remark is None or one.name not in answers:
            return ""
        return _if_answered(one.remark, self.facts, answers) or ""

    def tables_of(self, answers: Answers) -> dict[str, pd.DataFrame]:
        """The tables whose answers are there, by title."""
        made = {title: _if_answered(make, self.facts, answers) for title, make in self.tables.items()}
        return {title: table for title, table in made.items() if table is not None}


def _if_answered(make: Callable[[Any, Answers], Any], case: Any, answers: Answers) -> Any:
    """What the function makes of the answers; None where it asks for one that is not there yet."""
    try:
        return make(case, answers)
    except Unanswered:
        return None
    except KeyError as missing:  # the author's function may have made a plain dict of the answers
        if missing.args and answers.awaits(missing.args[0]):
            return None
        raise


@dataclass(frozen=True)
class Page:
    """A sheet at its place in the course: the lesson's number ("02") and the sheet."""

    number: str
    sheet: Sheet


@dataclass(frozen=True)
class Entry:
    """A page as the trainee has it; nothing of the case is loaded before it is asked for.

    ``answers`` by field name (a number, the id of an option, a text); ``tables`` by title, as they follow from them;
    ``answered`` how many fields are; ``caught_up`` whether the answers come from the catch-up copy; ``saved`` when
    (ISO, UTC), "" if never.
    """

    page: Page
    kept: Kept = Kept({})

    @cached_property
    def answers(self) -> Answers:
        return self.page.sheet.answers(self.kept.answers)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        return self.page.sheet.tables_of(self.answers)

    @property
    def answered(self) -> int:
        return sum(one.name in self.kept.answers for one in self.page.sheet.fields)

    @property
    def complete(self) -> bool:
        """Whether every field is answered."""
        return self.answered == len(self.page.sheet.fields)

    @property
    def caught_up(self) -> bool:
        return self.kept.caught_up

    @property
    def saved(self) -> str:
        return self.kept.saved
