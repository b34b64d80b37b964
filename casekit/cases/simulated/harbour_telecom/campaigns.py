"""Retention calls by lot: whom each quarter's campaign called, whom the lot left alone, and what was true of each."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, text, whole
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import first_of
from casekit.cases.simulated.harbour_telecom.lots import chance_within, draw_trial
from casekit.cases.simulated.harbour_telecom.troubles import under_contract

KINDS = ("persuadable", "sure thing", "sleeping dog", "lost cause")
_PERSUADABLE, _SURE, _DOG, _LOST = range(4)


@dataclass
class Campaigns:
    """One entry a member of a campaign: ``wave`` (place in CAMPAIGNS) and ``customer`` (place among the accounts).

    ``if_called`` and ``if_left_alone`` say whether the customer would leave in the quarter; one of them was seen.
    """

    wave: np.ndarray
    customer: np.ndarray
    called: np.ndarray
    if_called: np.ndarray
    if_left_alone: np.ndarray


def kind_of_response(if_treated: np.ndarray, if_alone: np.ndarray) -> np.ndarray:
    """A place in KINDS for each, from whether it leaves when treated and when left alone."""
    return np.select([if_alone & ~if_treated, ~if_alone & if_treated, if_treated], [_PERSUADABLE, _DOG, _LOST], _SURE)


def draw_campaigns(world) -> Campaigns:
    """Every campaign in turn: its members are customers with us on its first day, some of them by lot."""
    stream = world.stream("campaigns")
    parts = [_wave(world, stream, wave) for wave in range(len(p.CAMPAIGNS))]
    return Campaigns(*(np.concatenate([part[k] for part in parts]) for k in range(5)))


def _wave(world, stream, wave: int) -> tuple[np.ndarray, ...]:
    _name, quarter, share, called_share, works, *_costs = p.CAMPAIGNS[wave]
    months = slice(3 * quarter, 3 * quarter + 3)
    lives, accounts = world.lives, world.accounts
    there = (lives.leaves >= months.start) & (accounts.entry < months.start)
    member = np.flatnonzero(there & stream.yes(len(there), share))
    times = _response(world, months)[member] if works else np.ones(len(member))
    trial = draw_trial(
        stream,
        lives.leaves[member] < months.stop,
        chance_within(lives, member, months),
        times,
        called_share,
        p.MOST_RESPONSE,
    )
    return np.full(len(member), wave), member, trial.treated, trial.if_treated, trial.if_alone


def _response(world, months: slice) -> np.ndarray:
    """How many times as likely a customer is to leave when called: below 1 a call holds, above 1 it wakes."""
    troubles, accounts = world.troubles, world.accounts
    quarter = slice(months.start - 3, months.start)
    runs, ends = under_contract(troubles.term, troubles.begins, troubles.signed, p.MONTHS_OF_TRUTH)
    bad, offer = troubles.badly_met[:, quarter].any(axis=1), troubles.rival_offer[:, quarter].any(axis=1)
    lately, ending = accounts.entry > months.start - p.CAME_LATELY, ends[:, months].any(axis=1)
    asleep = runs[:, months.start] & ~ending & ~bad & ~offer & (accounts.entry < months.start - p.DOG_TENURE)
    poor = troubles.quality < p.BAD_EXPERIENCE
    true_of = [bad, ending & lately, ending, offer, asleep, lately, poor, np.ones(len(bad), dtype=bool)]
    return np.select(true_of, list(p.CALL_EFFECT.values()))


def campaigns(world) -> pd.DataFrame:
    """One row a campaign."""
    names, quarters, _shares, _called, _works, contact, offer = zip(*p.CAMPAIGNS, strict=True)
    starts = first_of(3 * np.asarray(quarters))
    ends = first_of(3 * np.asarray(quarters) + 3) - 1
    return pd.DataFrame(
        {
            "campaign_id": text(_ids(len(names))),
            "name": text(names),
            "starts_on": days(starts),
            "ends_on": days(ends),
            "contact_cost": decimal(np.asarray(contact) * 100, 100),
            "offer_cost": decimal(np.asarray(offer) * 100, 100),
        }
    )


def campaign_members(world) -> pd.DataFrame:
    """One row a member of a campaign: whether the lot said to call or to leave alone."""
    drawn, troubles = world.campaigns, world.troubles
    start = 3 * np.asarray([one[1] for one in p.CAMPAIGNS])[drawn.wave, None]
    begins = troubles.begins[drawn.customer]
    ends = begins + troubles.term[drawn.customer, None]
    runs = troubles.signed[drawn.customer] & (begins < start) & (ends >= start)
    left = np.where(runs, ends - start, 0).max(axis=1)
    return pd.DataFrame(
        {
            "campaign_id": chosen(_ids(len(p.CAMPAIGNS)), drawn.wave),
            "customer_id": chosen(world.accounts.ids, drawn.customer),
            "contract_months_left": whole(left, ~runs.any(axis=1)),
            "group": chosen(("control", "called"), drawn.called.astype(np.int64)),
        }
    )


def true_responses(world) -> pd.DataFrame:
    """What nobody knows in life: of each member, whether it leaves within the campaign if called, and if left alone."""
    drawn = world.campaigns
    return pd.DataFrame(
        {
            "campaign_id": chosen(_ids(len(p.CAMPAIGNS)), drawn.wave),
            "customer_id": chosen(world.accounts.ids, drawn.customer),
            "leaves_if_called": drawn.if_called,
            "leaves_if_left_alone": drawn.if_left_alone,
            "response": chosen(KINDS, kind_of_response(drawn.if_called, drawn.if_left_alone)),
        }
    )


def _ids(n: int) -> list[str]:
    return [f"C{k + 1:02d}" for k in range(n)]
