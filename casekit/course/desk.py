"""What a notebook calls: ask, check, predict, reveal, lab, resume."""

from textwrap import fill
from typing import Any
from weakref import WeakSet

from casekit.course.curriculum import lessons
from casekit.course.library import asked_in_lesson, labs, question, questions
from casekit.errors import CasekitError
from casekit.practice import Outcome
from casekit.practice.sitting import Sitting
from casekit.practice.store import open_store
from casekit.text import _

WIDTH = 88  # notebooks break longer printed lines in the middle of a word


_cards: dict[str, WeakSet] = {}  # the cards on the page, so that an answer checked in code shows there too


def ask(id: str):
    """The card of a question, to be answered in the notebook."""
    from casekit.widgets.card import QuestionCard

    card = QuestionCard(Sitting(question(id), open_store()))
    _cards.setdefault(id, WeakSet()).add(card)
    return card


def check(id: str, answer: Any = None) -> None:
    """Check an answer made in code, print what it comes to, and remember it."""
    sitting = Sitting(question(id), open_store())
    outcome = sitting.check(answer)
    told = said(outcome)
    if sitting.question.seed:
        told = _("(On the new numbers.) {told}").format(told=told)
    print(fill(told, WIDTH))
    for card in _cards.get(id, ()):
        card.refresh()


def data(id: str):
    """The sheet of a question, as a table; where it has several, a dict of them. The same as in its Excel file."""
    asked = Sitting(question(id), open_store()).question
    if asked.workbook is None:
        raise CasekitError(_("Question “{id}” has no data of its own; everything is on its card.").format(id=id))
    sheets = dict(asked.workbook(asked.facts))
    return next(iter(sheets.values())) if len(sheets) == 1 else sheets


def said(outcome: Outcome) -> str:
    """An outcome as one paragraph: a symbol, a word, the message."""
    from casekit.widgets.prose import plain  # printed text knows no bold
    from casekit.widgets.wording import outcome_sign

    sign = outcome_sign(outcome.status)
    return f"{sign['symbol']} {sign['word']}. {plain(outcome.message)}"


def predict(id: str, *, unit: str, low: float, high: float, prompt: str = ""):
    """A place to commit a guess before a result is seen."""
    from casekit.widgets.predict import PredictionCard

    return PredictionCard(id, prompt=prompt, unit=unit, low=low, high=high, store=open_store())


def reveal(id: str, actual: float, *, unit: str = "", decimals: int = 0) -> None:
    """Say how far the guess was from what came out; nothing is given away before there is one."""
    came = f"{actual:,.{decimals}f} {unit}".strip()
    guess = open_store().prediction(id)
    if guess is None:
        print(_("Commit your guess above, then run this cell: it tells how far off you were."))
        return
    gap = guess - actual
    guessed = f"{guess:,.{decimals}f} {unit}".strip()
    if round(gap, decimals) == 0:
        print(_("You expected {guessed}, and so it is.").format(guessed=guessed))
        return
    far = f"{abs(gap):,.{decimals}f}" + (_(" points") if unit == "%" else "")
    direction = _("too high") if gap > 0 else _("too low")
    print(
        _("You expected {guessed}; it is {came}: {far} {direction}.").format(
            guessed=guessed, came=came, far=far, direction=direction
        )
    )


def lab(name: str):
    """A lab: move the settings, see what follows."""
    known = labs()
    if name not in known:
        raise CasekitError(_("There is no lab “{name}”; there are {known}.").format(name=name, known=", ".join(known)))
    return known[name]()


def resume():
    """The resume card: what is done, what is left, what comes next."""
    from casekit.widgets.resume import ResumeCard

    store = open_store()
    return ResumeCard([_row(one, store) for one in lessons()], notice=store.notice)


def _row(one, store) -> dict:
    states = {item.id: store.standing(item.id).state for item in questions(one.number)}
    open_ids = [id for id, state in states.items() if state != "earned"]
    return {
        "stem": one.stem,
        "title": one.title,
        "total": len(states),
        "earned": sum(state == "earned" for state in states.values()),
        "open": open_ids,
        "next_in": "notebooks" if open_ids and open_ids[0] in asked_in_lesson(one.number) else "exercises",
        "states": states,
        "minutes": one.practice_minutes,
    }
