"""What happened at the till: visits, sales of products, top-ups of prepaid cards; and the lists behind them."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.willow_salon import days, words
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.client_tables import client_ids, therapist_ids
from casekit.cases.simulated.willow_salon.world import World


def visits(world: World) -> pd.DataFrame:
    """One row a service, by day, then client."""
    drawn, order = world.visits, _by_day(world)
    cents, with_card = _charged(world)
    service = drawn.service[order]
    return pd.DataFrame(
        {
            "visit_id": frames.text(frames.numbered("V", len(order), 5)),
            "client_id": frames.text(client_ids(world.cards.of_visit[order])),
            "date": frames.days(days.dates(drawn.day[order])),
            "service": frames.text(np.asarray([entry[0] for entry in p.SERVICES], dtype=object)[service]),
            "therapist_id": frames.text(therapist_ids(drawn.therapist[order])),
            "amount": frames.decimal(cents[order], 100),
            "paid": frames.text(np.where(with_card, "card", "cash")[order]),
            "minutes": frames.whole(_minutes(world)[order]),
            "improvement": _improvement(world, order),
            "satisfaction": _satisfaction(world, order),
        }
    )


def sales(world: World) -> pd.DataFrame:
    """One row a line of products sold, or brought back (negative), by day, then client."""
    lines = world.purchases
    return pd.DataFrame(
        {
            "sale_id": frames.text(frames.numbered("S", len(lines.card), 5)),
            "client_id": frames.text(client_ids(lines.card)),
            "date": frames.days(days.dates(lines.day)),
            "product_id": frames.text(_product_ids(lines.product)),
            "quantity": frames.whole(lines.pieces),
            "amount": frames.decimal(lines.cents, 100),
        }
    )


def products(world: World) -> pd.DataFrame:
    """One row a product the salon sells."""
    goods, n = world.goods, len(p.PRODUCTS)
    return pd.DataFrame(
        {
            "product_id": frames.text(_product_ids(np.arange(n))),
            "product": frames.text([entry[0] for entry in p.PRODUCTS]),
            "brand": frames.text(world.stream("products/brand").pick(n, p.BRANDS)),
            "kind": frames.text([entry[1] for entry in p.PRODUCTS]),
            "price": frames.decimal(goods.product_price, 1),
            "cost": frames.decimal(goods.product_cost, 1),
        }
    )


def prepayments(world: World) -> pd.DataFrame:
    """One row a top-up of a prepaid card: made at the visit that the balance does not cover any more."""
    cards, stream = world.cards, world.stream("prepayments")
    usual = np.zeros(len(cards), dtype=np.int64)
    for kind, sums in p.TOP_UPS.items():
        usual = np.where(cards.card_type == kind, stream.pick(len(cards), sums) * 100, usual)
    # who had the card before the window still has some of an older top-up on it
    opening = np.where(cards.joined < 0, np.floor(stream.uniform(len(cards)) * usual).astype(np.int64), 0)
    cents, with_card = _charged(world)
    order = _by_day(world)
    order = order[with_card[order]]
    order = order[np.argsort(cards.of_visit[order], kind="stable")]
    card = cards.of_visit[order]
    used = np.cumsum(cents[order])
    before = np.concatenate(([0], used))[np.searchsorted(card, card, side="left")]  # what others used up
    due = np.maximum(-((opening[card] - (used - before)) // usual[card]), 0)
    first = np.concatenate(([True], card[1:] != card[:-1])) if len(card) else np.zeros(0, dtype=bool)
    new = due - np.where(first, 0, np.concatenate(([0], due[:-1])) if len(due) else due)
    at = np.flatnonzero(new > 0)
    at = at[np.lexsort((card[at], world.visits.day[order[at]]))]
    return pd.DataFrame(
        {
            "client_id": frames.text(client_ids(card[at])),
            "date": frames.days(days.dates(world.visits.day[order[at]])),
            "amount": frames.decimal((new * usual[card])[at], 100),
        }
    )


def therapists(world: World) -> pd.DataFrame:
    """One row a therapist, those who left among them."""
    drawn = world.therapists
    n = len(drawn.joined)
    stream = world.stream("therapists/names")
    surname, second = stream.order(len(words.SURNAMES))[:n], stream.order(len(words.SECOND_SYLLABLES))[:n]
    names = [" ".join(words.names_of(one, -1, other)[:2]) for one, other in zip(surname, second, strict=True)]
    gone = drawn.left_month < p.MONTHS
    return pd.DataFrame(
        {
            "therapist_id": frames.text(therapist_ids(np.arange(n))),
            "name": frames.text(names),
            "joined_on": frames.days(days.dates(drawn.joined)),
            "left_on": frames.days(days.dates(drawn.left_on), ~gone),
            "hours_a_year": frames.whole(world.stream("therapists/hours").pick(n, p.HOURS_A_YEAR)),
        }
    )


def targets(world: World) -> pd.DataFrame:
    """One row a type of card: the share of all sales the owner expects of it."""
    stream = world.stream("targets")
    annual, walk_in = (int(stream.whole(1, *span)[0]) for span in (p.ANNUAL_TARGET, p.WALK_IN_TARGET))
    percent = np.asarray([annual, p.PREPAID_TARGET - annual, walk_in])  # in the order of CARD_TYPES
    return pd.DataFrame(
        {
            "group_by": frames.text(["card_type"] * len(percent)),
            "group": frames.text(p.CARD_TYPES),
            "target_share": frames.decimal(percent, 100),
        }
    )


def _by_day(world: World) -> np.ndarray:
    return np.lexsort((np.arange(len(world.visits)), world.cards.of_visit, world.visits.day))


def _product_ids(places: np.ndarray) -> np.ndarray:
    return np.asarray([f"G{place + 1:02}" for place in places], dtype=object)


def _charged(world: World) -> tuple[np.ndarray, np.ndarray]:
    """What each service is worth, in cents of whole yuan, and whether it was paid from the prepaid card."""
    drawn, cards = world.visits, world.cards
    card_type = cards.card_type[cards.of_visit]
    percent = np.zeros(len(drawn))
    for kind, part in p.CARD_PRICE.items():
        percent = np.where(card_type == kind, part, percent)
    worth = np.rint(world.goods.service_price[drawn.service] * drawn.extra * percent).astype(np.int64)
    in_cash = world.stream("visits/cash").yes(len(drawn), p.PAID_IN_CASH)
    return worth * 100, (card_type != "walk-in") & ~in_cash


def _minutes(world: World) -> np.ndarray:
    usual = np.asarray([entry[2] for entry in p.SERVICES])[world.visits.service]
    return usual + 5 * world.stream("visits/minutes").whole(len(usual), -2, 3)


def _improvement(world: World, order: np.ndarray) -> pd.Series:
    """How far the skin is better, as the therapist judges it: it takes visits, and some skins do not respond."""
    drawn, n = world.visits, len(world.visits)
    response = world.stream("people/response").uniform(len(world.people), -0.8, 1.6)[drawn.person]
    noise = world.stream("visits/improvement").normal(n)
    level = 2.8 + response * np.minimum(drawn.ordinal, 20) / 20.0 + noise * 0.7
    unjudged = [place for place, entry in enumerate(p.SERVICES) if entry[0] in p.NOT_JUDGED]
    judged = world.stream("visits/judged").yes(n, p.IMPROVEMENT_JUDGED) & ~np.isin(drawn.service, unjudged)
    return frames.whole(np.clip(np.rint(level), 1, 5).astype(np.int64)[order], ~judged[order])


def _satisfaction(world: World, order: np.ndarray) -> pd.Series:
    drawn, n = world.visits, len(world.visits)
    mood = world.stream("people/mood").uniform(len(world.people), -1.4, 1.4)[drawn.person]
    level = 7.7 + world.therapists.skill[drawn.therapist] + mood + world.stream("visits/satisfaction").normal(n)
    level = level - np.where(drawn.upset, p.AFTER_CHANGE_DISLIKE, 0.0)
    answered = world.stream("visits/answered").yes(n, p.SATISFACTION_ANSWERED)
    return frames.whole(np.clip(np.rint(level), 1, 10).astype(np.int64)[order], ~answered[order])
