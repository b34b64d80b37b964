"""The table of the archive: one file a customer with its pages, and the faults that were planted in it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, text, whole
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, first_of

DOCUMENTS = ("customer card", "sales-power sheet", "contract", "contact list", "visit report", "satisfaction sheet")
_CARD, _SHEET, _CONTRACT, _LIST, _REPORT, _ANSWERS = range(6)
_FRESH = 365  # days
_FIRST_PROSPECT = np.datetime64("2024-01-01", "D")


@dataclass
class _Pages:
    """One entry a page; ``owner`` is the place of the file, ``contract`` of the contract or -1."""

    owner: np.ndarray
    document: np.ndarray
    contract: np.ndarray


def archive(world) -> pd.DataFrame:
    """The pages of all files, in the order of files and pages. Second files were opened last, by mistake."""
    stream = world.stream("archive")
    holders, customer = _holders(stream, world)
    pages = _pages(stream, world, customer)
    number = _page_numbers(pages.owner)
    pages, number = _with_gaps(stream, pages, number)
    n, signed = len(pages.owner), world.contracts.signed_on
    updated = LAST_DAY - np.where(stream.yes(n, p.STALE), stream.whole(n, _FRESH + 1, 900), stream.whole(n, 2, 360))
    came = np.where(customer >= 0, first_of(world.accounts.entry[customer]), _FIRST_PROSPECT)[pages.owner]
    updated = np.maximum(updated, came)
    filed = np.maximum(updated - stream.whole(n, 0, 600), came)
    is_contract = pages.contract >= 0
    filed = np.where(is_contract, np.minimum(signed[pages.contract] + stream.whole(n, 0, 30), LAST_DAY), filed)
    updated = np.where(is_contract, filed, updated)
    filled = np.where(stream.yes(n, p.BADLY_FILLED), stream.whole(n, 5, 79), stream.whole(n, 82, 100))
    contract_ids = names.objects([*world.contracts.ids, ""])
    return pd.DataFrame(
        {
            "file_id": text(names.objects([f"F{k + 1:04d}" for k in pages.owner.tolist()])),
            "customer_id": text(holders[pages.owner]),
            "page": whole(number),
            "document": chosen(DOCUMENTS, pages.document),
            "contract_id": text(contract_ids[pages.contract]),
            "filed_on": days(filed),
            "updated_on": days(updated),
            "filled": whole(np.where(is_contract, 100, filled)),
        }
    )


def _holders(stream, world) -> tuple[np.ndarray, np.ndarray]:
    """Whose each file is: the ids, and the places of the customers (-1 for prospects)."""
    managed = np.flatnonzero(world.staff.managed)
    having = managed[~stream.yes(len(managed), p.NO_FILE)]
    twice = having[stream.yes(len(having), p.TWO_FILES)]
    prospects = np.sort(stream.order(p.PROSPECTS)[: p.FILED_PROSPECTS]).tolist()
    customer = np.concatenate([having, np.full(p.FILED_PROSPECTS, -1), twice])
    ids = [
        *world.accounts.ids[having],
        *(f"P{k + 1:03d}" for k in prospects),
        *world.accounts.ids[twice],
    ]
    return names.objects(ids), customer


def _pages(stream, world, customer: np.ndarray) -> _Pages:
    files = len(customer)
    place = np.arange(files)
    prospect = customer < 0
    first_file = np.ones(files, dtype=bool)
    first_file[int(np.flatnonzero(prospect)[-1]) + 1 :] = False
    sheet = ~stream.yes(files, np.where(prospect, 0.4, p.NO_POWER_SHEET)) & first_file
    parts = [
        (place, _CARD, None),
        (place[sheet], _SHEET, None),
        _filed_contracts(stream, world, customer, first_file),
        (np.repeat(place, np.where(first_file & ~prospect, stream.whole(files, 1, 2), 0)), _LIST, None),
        (np.repeat(place, np.where(prospect, 0, stream.whole(files, 1, 5))), _REPORT, None),
        (place[first_file & ~prospect & stream.yes(files, 0.6)], _ANSWERS, None),
    ]
    owner = np.concatenate([each for each, _document, _contract in parts])
    document = np.repeat([code for _owner, code, _contract in parts], [len(each) for each, _d, _c in parts])
    contract = np.concatenate([np.full(len(each), -1) if held is None else held for each, _d, held in parts])
    at = np.argsort(owner, kind="stable")
    return _Pages(owner[at], document[at], contract[at])


def _filed_contracts(stream, world, customer, first_file) -> tuple[np.ndarray, int, np.ndarray]:
    """The contracts of customers with a file, but for some that nobody filed."""
    file_of = np.full(len(world.accounts), -1)
    file_of[customer[first_file & (customer >= 0)]] = np.flatnonzero(first_file & (customer >= 0))
    owner = file_of[world.contracts.customer]
    filed = (owner >= 0) & ~stream.yes(len(owner), p.CONTRACT_NOT_FILED)
    return owner[filed], _CONTRACT, np.flatnonzero(filed)


def _page_numbers(owner: np.ndarray) -> np.ndarray:
    first = np.searchsorted(owner, owner, side="left")
    return np.arange(len(owner)) - first + 1


def _with_gaps(stream, pages: _Pages, number: np.ndarray) -> tuple[_Pages, np.ndarray]:
    """From some files a contact list or visit report is gone that was not the last page."""
    last = np.append(pages.owner[1:] != pages.owner[:-1], True)
    loose = np.isin(pages.document, (_LIST, _REPORT)) & ~last
    files = int(pages.owner[-1]) + 1
    gone = loose & stream.yes(files, p.PAGE_GAP)[pages.owner]
    earlier = np.zeros(len(gone), dtype=bool)
    earlier[1:] = gone[:-1] & (pages.owner[1:] == pages.owner[:-1])
    keep = ~(gone & ~earlier)
    return _Pages(pages.owner[keep], pages.document[keep], pages.contract[keep]), number[keep]
