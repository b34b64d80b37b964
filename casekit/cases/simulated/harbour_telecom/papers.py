"""The tables of papers: contracts as the sales system has them, the archive's files with planted faults, follow-ups."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, numbered, text, yes_no
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, first_of
from casekit.cases.simulated.harbour_telecom.staff import some_names

_KEPT_FROM = p.MONTHS - 12  # the sales system keeps contracts that ended in the last year or run on
_UNAUTHORISED = (0.02, 0.09)  # signed by the customer's manager, by someone else
_FORMER_SELLERS = 12

_FOLLOW_UPS = ("call", "visit", "satisfaction visit", "renewal talk")
_FOLLOW_UP_WEIGHTS = (46, 30, 14, 10)
_IN_TIME, _LATE = 0.78, 0.91  # cumulative: done in time, done late, never done
_NOTES = (
    *("", "", "", "wants a better tariff", "asks for one bill for all branches", "new person in charge"),
    *("happy with the data line", "compares with a rival's offer", "call again after the holiday", "no time"),
)


@dataclass
class Contracts:
    """One entry a contract the sales system holds, in the order of signing."""

    ids: np.ndarray
    customer: np.ndarray
    signed_on: np.ndarray
    ends_on: np.ndarray
    term: np.ndarray


def draw_contracts(world) -> Contracts:
    """Those signed by customers who were still there, if they run on or ended in the last year."""
    stream, troubles, lives = world.stream("contracts drawn"), world.troubles, world.lives
    begins, term = troubles.begins, troubles.term[:, None]
    kept = troubles.signed & (begins < lives.leaves[:, None]) & (begins + term >= _KEPT_FROM)
    customer, k = np.nonzero(kept)
    start, months = begins[customer, k], troubles.term[customer]
    day = stream.whole(len(customer), 0, 26)
    signed = np.minimum(first_of(start) + day, lives.day[customer])
    ends = first_of(start + months) + day
    at = np.lexsort((customer, signed))
    return Contracts(numbered("K", len(customer), 4), customer[at], signed[at], ends[at], months[at])


def contracts(world) -> pd.DataFrame:
    """The contracts in the order of signing."""
    stream, made, staff = world.stream("contracts"), world.contracts, world.staff
    n, manager = len(made.ids), staff.of_customer[made.customer]
    sellers = some_names(stream, _FORMER_SELLERS)
    by_manager = (manager >= 0) & stream.yes(n, 0.82) & (staff.joined_on[manager] <= made.signed_on)
    signer = np.where(by_manager, staff.ids[manager], sellers[stream.whole(n, 0, _FORMER_SELLERS - 1)])
    return pd.DataFrame(
        {
            "contract_id": text(made.ids),
            "customer_id": chosen(world.accounts.ids, made.customer),
            "signed_on": days(made.signed_on),
            "ends_on": days(made.ends_on),
            "signed_by": text(signer),
            "authorised": yes_no(~stream.yes(n, np.where(by_manager, *_UNAUTHORISED))),
        }
    )


def follow_ups(world) -> pd.DataFrame:
    """What was to be done in the last 12 months and is in the next 60 days, in the order of due days."""
    stream, staff, lives = world.stream("follow_ups"), world.staff, world.lives
    managed = np.flatnonzero(staff.managed)
    customer = np.repeat(managed, stream.whole(len(managed), 3, 12))
    n = len(customer)
    due = LAST_DAY - 364 + stream.whole(n, 0, 364 + 60)
    lot = stream.uniform(n)
    shift = np.where(lot < _IN_TIME, -stream.whole(n, 0, 6), np.rint(stream.shape(n, (1, 3, 7, 14, 30, 75))))
    done = np.minimum(due + shift.astype(np.int64), np.maximum(due, LAST_DAY))
    open_still = (lot >= _LATE) | (due > LAST_DAY) | (done > LAST_DAY)
    keep = (lives.day[customer] > due) | lives.stays[customer]
    keep &= first_of(world.accounts.entry[customer]) < due
    kind, note = stream.pick(n, range(4), _FOLLOW_UP_WEIGHTS), stream.pick(n, range(len(_NOTES)))
    at = np.lexsort((customer, due))
    at = at[keep[at]]
    return pd.DataFrame(
        {
            "follow_up_id": text(numbered("U", len(at), 4)),
            "customer_id": chosen(world.accounts.ids, customer[at]),
            "manager_id": chosen(staff.ids, staff.of_customer[customer[at]]),
            "kind": chosen(_FOLLOW_UPS, kind[at]),
            "due_on": days(due[at]),
            "done_on": days(done[at], open_still[at]),
            "note": text(names.objects(_NOTES)[note[at]]),
        }
    )
