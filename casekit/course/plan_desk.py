"""What a notebook calls for the customer plan: plan, catch_up, my_plan."""

from pathlib import Path
from weakref import WeakSet

from casekit.course.curriculum import lesson
from casekit.course.library import built_copies, plan_pages
from casekit.errors import CasekitError
from casekit.practice.customer_plan import CustomerPlan
from casekit.practice.plan import Entry
from casekit.practice.plan_store import open_plan_store
from casekit.text import _

_cards: WeakSet = WeakSet()  # the cards on the page, so that what was filled in from code shows there too


def plan(name: str):
    """The card of a sheet of the customer plan, such as ``"records"``, to be filled in in the notebook."""
    from casekit.widgets.plan import PlanCard

    card = PlanCard(_open(), name)
    _cards.add(card)
    return card


def catch_up(before: str) -> Path:
    """Fill the sheets of lessons before this one (its number, slug or prefix) that hold no answer yet.

    The answers are those of the catch-up copy; the trainee's own are never touched. Prints what was filled in and
    returns the path of the plan's workbook.
    """
    one = lesson(before)
    opened = _open()
    filled = opened.catch_up(one.number)
    if filled:
        named = ", ".join(f"{page.number} {page.sheet.title}" for page in filled)
        print(_("Filled in from the catch-up copy: {sheets}.").format(sheets=named))
    else:
        print(_("Nothing to catch up: no sheet before lesson {number} is missing.").format(number=one.number))
    if opened.notice:
        print(opened.notice)
    for card in _cards:
        card.refresh()
    return opened.path


def my_plan() -> dict[str, Entry]:
    """The filled sheets of the plan by name, each with ``.answers`` and ``.tables``.

    Asking it for a sheet that is not filled in yet raises CasekitError with the mend.
    """
    return _Filled({one.page.sheet.name: one for one in _open().entries() if one.answered})


class _Filled(dict):
    """Filled sheets; a missing one is a sentence."""

    def __missing__(self, name: str) -> Entry:
        page = _open().page(name)
        raise CasekitError(
            _(
                "Your customer plan has no sheet “{name}” yet: fill it in in lesson {number}, or run "
                "casekit.catch_up(…) with the number of the lesson you are in."
            ).format(name=name, number=page.number)
        )


def _open() -> CustomerPlan:
    return CustomerPlan(plan_pages(), open_plan_store(), built_copies())
