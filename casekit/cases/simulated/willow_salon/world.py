"""One salon: its latent traits, each drawn from streams of its own when first asked for."""

from functools import cached_property

from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.cards import Cards, draw_cards
from casekit.cases.simulated.willow_salon.goods import Goods, Purchases, draw_goods, draw_purchases
from casekit.cases.simulated.willow_salon.lives import Lives, draw_lives
from casekit.cases.simulated.willow_salon.people import People, draw_people
from casekit.cases.simulated.willow_salon.staff import Care, Therapists, draw_care, draw_therapists
from casekit.cases.simulated.willow_salon.visiting import Visits, draw_visits


class World:
    """The salon of a seed. Tables are made from these traits and from streams named after the table."""

    def __init__(self, seed: int):
        self.seed = seed

    def stream(self, name: str) -> Stream:
        """The stream of that name, from its beginning."""
        return Stream(self.seed, f"{p.CASE}/{name}")

    @cached_property
    def people(self) -> People:
        """Who comes to the salon."""
        return draw_people(self.stream)

    @cached_property
    def therapists(self) -> Therapists:
        """Who works there."""
        return draw_therapists(self.stream)

    @cached_property
    def care(self) -> Care:
        """Whose client each person is."""
        return draw_care(self.stream, self.people, self.therapists)

    @cached_property
    def lives(self) -> Lives:
        """When and why each person leaves."""
        return draw_lives(self.stream, self.people, self.care)

    @cached_property
    def visits(self) -> Visits:
        """Every visit as it happened."""
        return draw_visits(self.stream, self.people, self.lives, self.care, self.therapists)

    @cached_property
    def cards(self) -> Cards:
        """The record cards, and which of them each visit stands on."""
        return draw_cards(self.stream, self.people, self.visits)

    @cached_property
    def goods(self) -> Goods:
        """The price lists."""
        return draw_goods(self.stream)

    @cached_property
    def purchases(self) -> Purchases:
        """What was bought at the visits, and brought back."""
        return draw_purchases(self.stream, self.people, self.visits, self.cards, self.goods)
