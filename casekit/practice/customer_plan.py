"""One trainee and their customer plan: what is filled in, what is missing, and the copy that catches them up."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.practice.plan import Entry, Page
from casekit.practice.plan_store import Kept, PlanStore
from casekit.practice.plan_workbook import plan_workbook
from casekit.text import _


class CustomerPlan:
    """The plan: the course's pages in order, and the store that holds what was answered.

    ``path`` is the readable file, a workbook beside the store's own file; it is written anew at each save.
    """

    def __init__(self, pages: Sequence[Page], store: PlanStore) -> None:
        self.pages, self.store = tuple(pages), store
        self.path: Path = store.path.with_suffix(".xlsx")
        self._stuck = ""

    @property
    def notice(self) -> str:
        """What must be said about keeping the plan, or nothing."""
        return " ".join(filter(None, (self.store.notice, self._stuck)))

    def page(self, name: str) -> Page:
        """The page of this sheet. Raises CasekitError for a name that no lesson's sheet has."""
        for page in self.pages:
            if page.sheet.name == name:
                return page
        known = ", ".join(page.sheet.name for page in self.pages) or _("none yet")
        raise CasekitError(
            _("The customer plan has no sheet “{name}”; there are: {known}.").format(name=name, known=known)
        )

    def entry(self, name: str) -> Entry:
        """A page as it is kept; an empty one if it is not."""
        return self._entry(self.page(name), self.store.sheets())

    def entries(self) -> list[Entry]:
        """Every page, in the order of the course."""
        kept = self.store.sheets()
        return [self._entry(page, kept) for page in self.pages]

    def save(self, name: str, raw: Mapping[str, Any]) -> dict[str, str]:
        """Keep what was typed into a sheet as the trainee's own; by field a sentence on what cannot be taken.

        Where something cannot be taken, the answer kept before stays.
        """
        sheet = self.page(name).sheet
        read, problems = sheet.read(raw)
        before = self.store.sheets().get(name, Kept({})).answers
        # What an older or newer edition asks on this sheet is none of this one's business: it stays.
        stays = {field: answer for field, answer in before.items() if field in problems or field not in read.fields}
        self.store.save({name: Kept({**stays, **read})})
        self._write()
        return problems

    def missing_before(self, number: str) -> list[Page]:
        """The pages of lessons before ``number`` that hold no answer."""
        return [one.page for one in self.entries() if one.page.number < number and not one.answers]

    def catch_up(self, number: str) -> list[Page]:
        """Fill the missing pages of lessons before ``number`` with the copy's answers; own ones are never touched."""
        missing = self.missing_before(number)
        if missing:
            self.store.save({page.sheet.name: Kept(page.sheet.models, caught_up=True) for page in missing})
            self._write()
        return missing

    def workbook(self) -> bytes:
        """The readable file as it would be written now."""
        return plan_workbook(self.entries())

    def _write(self) -> None:
        self._stuck = ""
        try:
            write_whole(self.path, self.workbook())
        except OSError:
            self._stuck = _(
                "{name} could not be written: if it is open in Excel, close it and save once more. Your answers are "
                "kept all the same."
            ).format(name=self.path.name)

    def _entry(self, page: Page, kept: Mapping[str, Kept]) -> Entry:
        one = kept.get(page.sheet.name)
        if one is None:
            return Entry(page, page.sheet.answers({}))
        return Entry(page, page.sheet.answers(one.answers), one.caught_up, one.saved)


def catch_up_copy(pages: Sequence[Page]) -> bytes:
    """The workbook of a plan in which all these pages hold the copy's answers."""
    return plan_workbook([Entry(page, page.sheet.models, caught_up=True) for page in pages])
