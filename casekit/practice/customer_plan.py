"""One trainee and their customer plan: what is filled in, what is missing, and the copy that catches them up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.practice.plan import Entry, Page
from casekit.practice.plan_blocks import blocks, fits
from casekit.practice.plan_store import Kept, PlanStore
from casekit.practice.plan_workbook import plan_workbook
from casekit.text import _


class CustomerPlan:
    """The plan: the course's pages in order, and the store that holds what was answered.

    ``copies`` are the catch-up copies as they were built, by sheet; one that no longer fits its sheet, or is missing,
    is computed. ``path`` is the readable file, a workbook beside the store's own file, written anew at each save.
    """

    def __init__(self, pages: Sequence[Page], store: PlanStore, copies: Mapping[str, Kept] | None = None) -> None:
        self.pages, self.store, self.copies = tuple(pages), store, copies or {}
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
        return Entry(self.page(name), self.store.sheets().get(name, Kept({})))

    def entries(self) -> list[Entry]:
        """Every page, in the order of the course."""
        kept = self.store.sheets()
        return [Entry(page, kept.get(page.sheet.name, Kept({}))) for page in self.pages]

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
        return [one.page for one in self.entries() if one.page.number < number and not one.answered]

    def catch_up(self, number: str) -> list[Page]:
        """Fill the missing pages of lessons before ``number`` with the copy's answers; own ones are never touched."""
        missing = self.missing_before(number)
        if missing:
            self.store.save({page.sheet.name: self._copy(page) for page in missing})
            self._write()
        return missing

    def workbook(self) -> bytes:
        """The readable file as it would be written now."""
        return plan_workbook(self.entries())

    def _copy(self, page: Page) -> Kept:
        built = self.copies.get(page.sheet.name)
        if built and fits(built.shown, Entry(page)) and set(built.answers) == {one.name for one in page.sheet.fields}:
            return built
        return model_copy(page)

    def _write(self) -> None:
        """The workbook, after all answers are kept: whatever fails here costs none of them."""
        unshown = {one.page.sheet.name: one for one in self.entries() if one.answered and not fits(one.kept.shown, one)}
        if unshown:
            self.store.save({name: replace(one.kept, shown=blocks(one)) for name, one in unshown.items()})
        self._stuck = ""
        try:
            write_whole(self.path, self.workbook())
        except OSError:
            self._stuck = _(
                "{name} could not be written: if it is open in Excel, close it and save once more. Your answers are "
                "kept all the same."
            ).format(name=self.path.name)


def model_copy(page: Page) -> Kept:
    """A page filled in with its model answers, and how it then stands in the workbook; all computed from the case."""
    filled = Kept(dict(page.sheet.models), caught_up=True)
    return replace(filled, shown=blocks(Entry(page, filled)))


def catch_up_copy(pages: Sequence[Page], copies: Mapping[str, Kept]) -> bytes:
    """The workbook of a plan in which each of these pages holds its copy."""
    return plan_workbook([Entry(page, copies[page.sheet.name]) for page in pages])
