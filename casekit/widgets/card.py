"""The face of a question: prompt, input, feedback and help on one card."""

import keyword
from collections.abc import Callable, Mapping
from typing import Any

from casekit.errors import CasekitError
from casekit.practice import Outcome, Status
from casekit.tables import workbook_bytes
from casekit.text import _
from casekit.widgets.exhibit import table_html
from casekit.widgets.face import Face, still_page
from casekit.widgets.prose import to_html
from casekit.widgets.source import script, stylesheet
from casekit.widgets.wording import (
    card_words,
    exact_words,
    outcome_sign,
    rounding_words,
    rung_title,
    state_sign,
    way_word,
)
from casekit.widgets.workbook import keep_workbook

_SOLUTION = 4


class QuestionCard(Face):
    """One trainee at one question, in a notebook.

    Parameters
    ----------
    sitting : the :class:`casekit.practice.sitting.Sitting` this card is the face of.
    resolve : ``resolve(name)`` gives what the notebook calls by that name, None if it knows no such name.
        Questions that want a function or a table of the notebook use it. Left out, the running notebook is asked.
    label : what to call the question in the card's head, for instance ``"03 · 4"``; its id if left out.
    """

    _esm = script("question.js")
    _css = stylesheet("look.css", "question.css")

    deeds = ("check", "draft", "help", "solution", "again", "data")

    def __init__(self, sitting: Any, resolve: Callable[[str], Any] | None = None, label: str | None = None) -> None:
        self.sitting = sitting
        self.resolve = resolve or name_in_notebook
        self.label = label or sitting.question.id
        self.outcome: Outcome | None = None
        super().__init__(words=card_words())
        self.refresh()

    def refresh(self) -> None:
        """Show the sitting as it stands, for instance after an answer was checked from code."""
        self.state = {**self._asked(), **self._standing(), **self._remembered(), "excel": "", "problem": ""}

    # ── what the page shows ──────────────────────────────────────────────────────────────────────────
    def _asked(self) -> dict:
        """What changes only with the numbers of the question."""
        question = self.sitting.question
        face = question.face()
        return {
            "question": question.id,
            "label": _("Question {label}").format(label=self.label),
            "way": way_word(question.way),
            "prompt": to_html(question.text),
            "exhibit": self._exhibit(),
            "face": face,
            "exact": rounding_words(face["rounding"])
            if "rounding" in face
            else exact_words(face.get("decimals"), several="names" in face),
            "seed": question.seed,
            "answer": self.sitting.last_answer,
            "has_data": question.workbook is not None,
        }

    def _exhibit(self) -> str:
        question = self.sitting.question
        if not question.exhibit:
            return ""
        # The label keeps the names of a page's tables apart for those who go from one to the next by ear.
        return table_html(question.exhibit(question.facts), of=_("question {label}").format(label=self.label))

    def _standing(self) -> dict:
        """What changes with each deed."""
        question, standing = self.sitting.question, self.sitting.standing
        untaken = [rung for rung in (1, 2, 3) if rung not in standing.rungs]
        tried = standing.state != "new"
        return {
            "state": state_sign(standing.state),
            "rungs": [{"title": rung_title(rung), "html": to_html(question.hint(rung))} for rung in standing.rungs],
            "help": {"label": _("Help {n} of 3").format(n=untaken[0] if untaken else 3), "ready": bool(untaken)},
            "solution": {
                "label": _("Show the solution") if tried else _("Solution (after a first try)"),
                "ready": tried and _SOLUTION not in standing.rungs,
                "hidden": standing.status == Status.RIGHT.value,
            },
            "again": standing.state in ("shown", "earned"),
            "notice": self.sitting.store.notice or "",
        }

    def _remembered(self) -> dict:
        """What was said of the last attempt, when a card comes back after a restart and nothing was written since."""
        question, standing = self.sitting.question, self.sitting.standing
        drafted = self.sitting.store.draft(question.id, question.seed) is not None
        if drafted or not standing.attempts or question.kind.name == "function":
            return {"feedback": None, "stale": False}
        return {"feedback": _feedback(question.check(standing.last_answer)), "stale": False}

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────
    def _do_check(self, message: Mapping) -> None:
        raw = message.get("answer")
        try:
            self.outcome = self.sitting.check(self._of_notebook(raw))
        except _NotFound as missing:
            self.outcome = Outcome(Status.UNREADABLE, str(missing))
            self.sitting.save_draft(raw)
        said = {"answer": raw, "feedback": _feedback(self.outcome), "stale": False}
        self.state = {**self.state, **self._standing(), **said}

    def _do_draft(self, message: Mapping) -> None:
        raw = message.get("answer")
        self.sitting.save_draft(raw)
        self.state = {**self.state, "answer": raw, "stale": True}

    def _do_help(self, message: Mapping) -> None:
        if self.state["help"]["ready"]:
            self.sitting.help()
        self.state = {**self.state, **self._standing()}

    def _do_solution(self, message: Mapping) -> None:
        given = self.sitting.solution()
        if given.refused:
            raise CasekitError(given.text)
        self.state = {**self.state, **self._standing()}

    def _do_again(self, message: Mapping) -> None:
        self.sitting.again()
        self.outcome = None
        self.refresh()

    def _do_data(self, message: Mapping) -> None:
        question = self.sitting.question
        content = workbook_bytes(question.workbook(question.facts))
        name = f"{question.id}-{question.seed}"
        self.send({"do": "download", "name": f"{name}.xlsx"}, buffers=[content])
        path = keep_workbook(content, name)
        self.state = {**self.state, "excel": _("Downloaded, and kept in {path}").format(path=path)}

    def _of_notebook(self, raw: Any) -> Any:
        """The notebook's function or table when its name was given, else the answer as it is."""
        kind = self.sitting.question.kind.name
        if kind not in ("function", "table") or not _is_name(raw):
            return raw
        name = raw.strip()
        if (found := self.resolve(name)) is None:
            raise _NotFound(
                _(
                    "This notebook knows nothing called “{name}” yet: run the cell that makes it, then check again."
                ).format(name=name)
            )
        return found

    # ── where no widget can be shown ─────────────────────────────────────────────────────────────────
    def _still(self) -> tuple[str, str]:
        question = self.sitting.question
        title = _("Question {label}").format(label=question.id)
        return _("Question {id}: run this cell to answer").format(id=question.id), still_page(
            title, to_html(question.text), _("Run this cell to answer.")
        )


class _NotFound(LookupError):
    """The notebook knows nothing by that name."""


def name_in_notebook(name: str) -> Any:
    """What the running notebook calls by this name; None if it knows no such name."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get(name) if shell else None


def _is_name(raw: Any) -> bool:
    return isinstance(raw, str) and raw.strip().isidentifier() and not keyword.iskeyword(raw.strip())


def _feedback(outcome: Outcome) -> dict:
    return {**outcome_sign(outcome.status), "html": to_html(outcome.message)}
