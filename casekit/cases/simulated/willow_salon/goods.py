"""Prices of services and products, how well each product goes, and what was bought at each visit."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import days
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.cards import Cards
from casekit.cases.simulated.willow_salon.people import People
from casekit.cases.simulated.willow_salon.visiting import Visits


@dataclass(frozen=True)
class Goods:
    """Prices in whole yuan; weights say how often a product is asked for."""

    service_price: np.ndarray
    product_price: np.ndarray
    product_cost: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Purchases:
    """One place a line, sorted by day, then card: purchases, and returns with negative pieces."""

    card: np.ndarray
    day: np.ndarray
    product: np.ndarray
    pieces: np.ndarray
    cents: np.ndarray


def draw_goods(stream) -> Goods:
    """The price lists of one salon."""
    factor = stream("goods/level").uniform(1, *p.PRICE_FACTOR)[0]
    services = np.asarray([service[1] for service in p.SERVICES], dtype=float)
    prices = np.asarray([product[2] for product in p.PRODUCTS], dtype=float)
    product_price = _rounded(prices * factor * stream("goods/price").uniform(len(prices), *p.PRICE_FACTOR))
    part = stream("goods/cost").uniform(len(prices), *p.PRODUCT_COST)
    return Goods(
        service_price=_rounded(services * factor),
        product_price=product_price,
        product_cost=np.rint(product_price * part).astype(np.int64),
        weight=_weights(stream("goods/weight")),
    )


def draw_purchases(stream, people: People, visits: Visits, cards: Cards, goods: Goods) -> Purchases:
    """What was bought at the visits, and what was brought back."""
    appetite = np.where(
        people.big, p.BIG_BUYS_AT_A_VISIT, stream("people/appetite").shape(len(people), p.BUYS_AT_A_VISIT)
    )
    at = np.flatnonzero(stream("purchases/at").yes(len(visits), appetite[visits.person]))
    n, card, day = len(at), cards.of_visit[at], visits.day[at]
    product = _products(stream, goods, people.skin_type[visits.person[at]])
    pieces = stream("purchases/pieces").pick(n, p.PIECES, p.PIECES_WEIGHTS)
    percent = np.where(cards.card_type[card] == "annual", round(100 * p.ANNUAL_PRODUCT_PRICE), 100)
    cents = goods.product_price[product] * pieces * percent
    back = stream("purchases/returned").yes(n, p.RETURNED)
    later = day + stream("purchases/later").whole(n, *p.RETURN_DAYS)
    back &= later < days.N_DAYS
    back_day = days.next_open(np.minimum(later, days.N_DAYS - 1)[back])
    card, product = np.concatenate((card, card[back])), np.concatenate((product, product[back]))
    day = np.concatenate((day, back_day))
    pieces, cents = np.concatenate((pieces, -pieces[back])), np.concatenate((cents, -cents[back]))
    order = np.lexsort((np.arange(len(day)), card, day))
    return Purchases(card[order], day[order], product[order], pieces[order], cents[order])


def _rounded(price: np.ndarray) -> np.ndarray:
    """To a price that ends in 8, as the shop writes them."""
    return (np.rint(price / 10.0) * 10.0 - 2.0).astype(np.int64)


def _weights(stream: Stream) -> np.ndarray:
    """The weights of the list, dealt out anew among the products of a kind."""
    kinds = np.asarray([product[1] for product in p.PRODUCTS])
    listed = np.asarray([product[3] for product in p.PRODUCTS], dtype=float)
    dealt = listed.copy()
    for kind in p.KINDS:
        places = np.flatnonzero(kinds == kind)
        dealt[places] = listed[places][stream.order(len(places))]
    return dealt


def _products(stream, goods: Goods, skin_type: np.ndarray) -> np.ndarray:
    n, places = len(skin_type), np.arange(len(p.PRODUCTS))
    kinds = np.asarray([product[1] for product in p.PRODUCTS])
    product = stream("purchases/product").pick(n, places, goods.weight)
    leaning = stream("purchases/leaning").yes(n, p.FAVOUR)
    for skin, kind in p.FAVOURED.items():
        own = places[kinds == kind]
        favoured = stream(f"purchases/{skin}").pick(n, own, goods.weight[own])
        product = np.where(leaning & (skin_type == skin), favoured, product)
    return product
