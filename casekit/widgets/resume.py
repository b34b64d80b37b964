"""Where a trainee stands: what is done, what is left, what comes next."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from casekit.text import _
from casekit.widgets.source import stylesheet


class ResumeCard:
    """A page of progress, plain HTML and no widget: JupyterLab then opens its links as tabs, and it survives a save.

    ``lessons`` are mappings in the order of the course with ``stem`` (the name of the lesson's files), ``title``,
    ``total`` and ``earned`` (questions), ``open`` (ids of those not earned), ``next_in`` (the folder where the first of
    them is asked), ``states`` (id → state) and ``minutes`` (for the whole practice).
    ``notice`` is a sentence about the store that the trainee should know, or None.
    """

    def __init__(self, lessons: Sequence[Mapping[str, Any]], notice: str | None = None) -> None:
        self.lessons, self.notice = list(lessons), notice

    def _repr_html_(self) -> str:
        rows = "".join(_row(lesson) for lesson in self.lessons)
        head = "".join(f'<th scope="col">{name}</th>' for name in (_("Lesson"), _("State"), _("Earned"), _("Practice")))
        return (
            f"<style>{stylesheet('resume.css')}</style>"
            f'<div class="ck-resume" role="group" aria-label="{escape(_("Your progress"))}">'
            f"<p><strong>{escape(self._summary())}</strong></p>{self._next()}"
            f"<table><caption>{escape(_('Your progress'))}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>{self._said()}"
            f"<p><em>{escape(_('Run this cell again to bring it up to date.'))}</em></p></div>"
        )

    def __repr__(self) -> str:
        lines = [f"{_sign(one)} {one['stem']}: {_earned(one)}" for one in self.lessons]
        return "\n".join([self._summary(), *lines, *([self.notice] if self.notice else [])])

    def _summary(self) -> str:
        return _("Earned {earned} of {total} questions").format(
            earned=sum(one["earned"] for one in self.lessons), total=sum(one["total"] for one in self.lessons)
        )

    def _next(self) -> str:
        following = _following(self.lessons)
        if following is None:
            return f"<p>{escape(_('All is done. What comes next is your own customers.'))}</p>" if self.lessons else ""
        if _untouched(following):
            lesson = _link("notebooks", following["stem"], following["title"])
            practice = _link("exercises", following["stem"], _("its practice"))
            return (
                "<p>"
                + escape(_("Next: the lesson {lesson}, then {practice}.")).format(lesson=lesson, practice=practice)
                + "</p>"
            )
        said = _("Next: question {id} in").format(id=following["open"][0])
        return f"<p>{escape(said)} {_link(following['next_in'], following['stem'], following['title'])}</p>"

    def _said(self) -> str:
        return f'<p role="status">! {escape(self.notice)}</p>' if self.notice else ""


def _following(lessons: Sequence[Mapping]) -> Mapping | None:
    """What comes next: the latest lesson that was begun and not ended, else the first one after those done."""
    touched = [place for place, one in enumerate(lessons) if not _untouched(one)]
    begun = [lessons[place] for place in reversed(touched)]
    last = touched[-1] if touched else 0
    return next((one for one in [*begun, *lessons[last:], *lessons] if one["open"]), None)


def _row(lesson: Mapping) -> str:
    done = round(100 * lesson["earned"] / lesson["total"]) if lesson["total"] else 0
    bar = f'<span class="ck-bar" aria-hidden="true"><span style="width: {done}%"></span></span>'
    return (
        f'<tr><th scope="row">{_link("notebooks", lesson["stem"], lesson["title"])}</th>'
        f"<td>{escape(_sign(lesson))}</td><td>{bar} {escape(_earned(lesson))}</td>"
        f"<td>{_link('exercises', lesson['stem'], _practice(lesson))}</td></tr>"
    )


def _link(folder: str, stem: str, text: str) -> str:
    """Lessons and exercises lie side by side, so this leads from either folder to both."""
    return f'<a href="../{folder}/{escape(stem)}.ipynb">{escape(text)}</a>'


def _sign(lesson: Mapping) -> str:
    if lesson["total"] and not lesson["open"]:
        return f"✓ {_('done')}"
    return f"○ {_('not begun')}" if _untouched(lesson) else f"◐ {_('begun')}"


def _untouched(lesson: Mapping) -> bool:
    return all(state == "new" for state in lesson["states"].values())


def _earned(lesson: Mapping) -> str:
    return _("{earned} of {total}").format(earned=lesson["earned"], total=lesson["total"])


def _practice(lesson: Mapping) -> str:
    left = round(lesson["minutes"] * len(lesson["open"]) / lesson["total"]) if lesson["total"] else lesson["minutes"]
    return _("Practice, about {n} minutes left").format(n=left) if lesson["open"] else _("Practice again")
