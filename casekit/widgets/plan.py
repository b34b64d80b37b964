"""The face of a plan sheet: the trainee's answers, what is said of them, the model answer, the way to catch up."""

from collections.abc import Mapping
from html import escape

from casekit.errors import CasekitError
from casekit.practice.customer_plan import CustomerPlan
from casekit.practice.plan import Answers, ChoiceField, Entry, Field, Page
from casekit.practice.plan_workbook import when
from casekit.text import _, ngettext
from casekit.widgets.exhibit import table_html
from casekit.widgets.face import Face, still_page
from casekit.widgets.prose import inline, to_html
from casekit.widgets.source import script, stylesheet
from casekit.widgets.wording import waiting_words


class PlanCard(Face):
    """One sheet of a :class:`~casekit.practice.customer_plan.CustomerPlan`, in a notebook.

    Parameters
    ----------
    plan : the trainee's plan. ``name`` : the sheet to show. Raises CasekitError for a name the plan does not have.
    """

    _esm = script("plan.js")
    _css = stylesheet("look.css", "question.css", "plan.css")

    deeds = ("save", "model", "catch_up", "file")

    def __init__(self, plan: CustomerPlan, name: str) -> None:
        self.plan, self.page = plan, plan.page(name)
        self.model_shown = False
        self._problems: dict[str, str] = {}
        super().__init__(words=_words())
        self.refresh()

    def refresh(self) -> None:
        """Show the sheet as it is kept, for instance after it was filled in from code."""
        self._problems = {}
        entry = self.plan.entry(self.page.sheet.name)
        self.state = {
            "sheet": self.page.sheet.name,
            "label": _("Your customer plan · lesson {number}").format(number=self.page.number),
            "title": self.page.sheet.title,
            "intro": to_html(self.page.sheet.intro),
            "saves": 0,
            "said": None,
            "problem": "",
            "typed": self._typed(entry),
            **self._standing(entry),
        }

    # ── what the page shows ──────────────────────────────────────────────────────────────────────────
    def _typed(self, entry: Entry) -> dict[str, str]:
        fields = {one.name: one for one in self.page.sheet.fields}
        return {name: fields[name].typed(answer) for name, answer in entry.answers.items()}

    def _standing(self, entry: Entry) -> dict:
        """What changes with each deed."""
        missing = self.plan.missing_before(self.page.number)
        sheet = self.page.sheet
        return {
            "fields": [self._field(one, entry.answers) for one in sheet.fields],
            "standing": _sign(entry),
            "model": {
                "label": _("Show the model answer") if entry.answered else _("Model answer (after a first save)"),
                "ready": bool(entry.answered),
                "hidden": self.model_shown,
            },
            "missing": _missing(missing),
            "tables": "".join(
                table_html(table, title, of=_("sheet {name}").format(name=sheet.name))
                for title, table in entry.tables.items()
            ),
            "file": _("The whole plan, to read or print: {path}").format(path=self.plan.path) if entry.saved else "",
            "notice": self.plan.notice,
        }

    def _field(self, one: Field, answers: Answers) -> dict:
        sheet = self.page.sheet
        suggestion, found = sheet.suggestion(one), _("The lesson's figure: {value}")
        if isinstance(one, ChoiceField):
            found = _("The lesson found: {value}")
        return {
            **one.face(sheet.facts),
            "suggestion": found.format(value=suggestion) if suggestion else "",
            "remark": sheet.remark(one, answers),
            "problem": self._problems.get(one.name, ""),
            "model": self._model(one) if self.model_shown else "",
        }

    def _model(self, one: Field) -> str:
        sheet = self.page.sheet
        answer = one.show(sheet.models[one.name], sheet.facts)
        head = _("Model answer: {answer}").format(answer=answer)
        return f"<p><strong>{escape(head)}</strong></p><p>{inline(sheet.why(one))}</p>"

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────
    def _do_save(self, message: Mapping) -> None:
        raw = dict(message.get("answers") or {})
        name = self.page.sheet.name
        read, problems = self.page.sheet.read(raw)
        self._problems = problems
        if read or (not problems and self.plan.entry(name).answered):
            self.plan.save(name, raw)
            self._tell(_saved(len(read), len(read.fields), len(problems)))
        elif problems:
            self._tell(_sign_of("wrong", _("Nothing was saved: no answer could be read. See below each field.")))
        else:
            self._tell(_sign_of("wrong", _("Nothing was saved: give at least one answer first.")))
        self.state = {**self.state, "typed": {**raw}, "saves": self.state["saves"] + bool(read)}

    def _do_model(self, message: Mapping) -> None:
        if not self.plan.entry(self.page.sheet.name).answered:
            raise CasekitError(_("The model answer opens after a first save: give your own answer first."))
        self.model_shown = True
        self._tell(None)

    def _do_catch_up(self, message: Mapping) -> None:
        filled = self.plan.catch_up(self.page.number)
        self._tell(_sign_of("right", _("Filled in from the catch-up copy: {sheets}.").format(sheets=_named(filled))))

    def _do_file(self, message: Mapping) -> None:
        self.send({"do": "download", "name": self.plan.path.name}, buffers=[self.plan.workbook()])

    def _tell(self, said: dict | None) -> None:
        self.state = {**self.state, **self._standing(self.plan.entry(self.page.sheet.name)), "said": said}

    # ── where no widget can be shown ─────────────────────────────────────────────────────────────────
    def _still(self) -> tuple[str, str]:
        sheet = self.page.sheet
        asked = "".join(f"<li>{escape(one.question)}</li>" for one in sheet.fields)
        title = _("Your customer plan: {title}").format(title=sheet.title)
        return _("Customer plan, sheet {name}: run this cell to fill it in").format(name=sheet.name), still_page(
            title, f"{to_html(sheet.intro)}<ul>{asked}</ul>", _("Run this cell to fill in your sheet.")
        )


def _words() -> dict[str, str]:
    return {
        "save": _("Save to my plan"),
        "catch_up": _("Fill in earlier sheets"),
        "file": _("Get my plan for Excel"),
        "unsaved": _("Changed, and not saved yet."),
        **waiting_words(),
    }


def _sign(entry: Entry) -> dict[str, str]:
    if not entry.answered:
        return {"code": "new", "symbol": "○", "word": _("Not in your plan yet")}
    if entry.caught_up:
        return {"code": "shown", "symbol": "◐", "word": _("Caught up: the copy's answers")}
    code, symbol = ("earned", "✓") if entry.complete else ("shown", "◐")
    word = _("In your plan") if entry.complete else _("In your plan, not complete")
    return {"code": code, "symbol": symbol, "word": f"{word} ({when(entry.saved)})"}


def _sign_of(code: str, text: str) -> dict[str, str]:
    return {"code": code, "symbol": {"right": "✓", "wrong": "!"}[code], "text": text}


def _saved(answered: int, asked: int, unread: int) -> dict[str, str]:
    said = _("Saved to your plan: {n} of {total} answered.").format(n=answered, total=asked)
    if not unread:
        return _sign_of("right", said)
    more = ngettext(
        "{n} answer could not be read and is not saved: see below its field.",
        "{n} answers could not be read and are not saved: see below their fields.",
        unread,
    ).format(n=unread)
    return _sign_of("wrong", f"{said} {more}")


def _missing(pages: list[Page]) -> str:
    if not pages:
        return ""
    return _(
        "Missing in your plan, from earlier lessons: {sheets}. “Fill in earlier sheets” takes them from a model plan."
    ).format(sheets=_named(pages))


def _named(pages: list[Page]) -> str:
    return ", ".join(f"{page.number} {page.sheet.title}" for page in pages)
