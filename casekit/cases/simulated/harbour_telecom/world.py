"""One company: its latent traits, each drawn from streams of its own when first asked for."""

from functools import cached_property

from casekit.cases.simulated.harbour_telecom.accounts import Accounts, draw_accounts
from casekit.cases.simulated.harbour_telecom.benefits import Benefits, draw_benefits
from casekit.cases.simulated.harbour_telecom.campaigns import Campaigns, draw_campaigns
from casekit.cases.simulated.harbour_telecom.cards import Cards, draw_cards
from casekit.cases.simulated.harbour_telecom.ledger import Points, draw_points
from casekit.cases.simulated.harbour_telecom.lives import Lives, draw_lives
from casekit.cases.simulated.harbour_telecom.money import Bills, draw_bills
from casekit.cases.simulated.harbour_telecom.organisations import Organisations, draw_organisations
from casekit.cases.simulated.harbour_telecom.papers import Contracts, draw_contracts
from casekit.cases.simulated.harbour_telecom.people import People, draw_people
from casekit.cases.simulated.harbour_telecom.staff import Staff, draw_staff
from casekit.cases.simulated.harbour_telecom.traits import Traits, draw_traits
from casekit.cases.simulated.harbour_telecom.troubles import Troubles, draw_troubles
from casekit.cases.simulated.streams import Stream


class World:
    """The company of a seed. Its tables are functions of it (:mod:`.registry`).

    A new latent trait or table draws from a stream of a new name, so that no byte of what stands changes.
    """

    def __init__(self, seed: int):
        self.seed = seed

    def stream(self, name: str) -> Stream:
        """The stream of that name; ask for each name in one place only."""
        return Stream(self.seed, f"harbour-telecom/{name}")

    @cached_property
    def people(self) -> People:
        return draw_people(self)

    @cached_property
    def organisations(self) -> Organisations:
        return draw_organisations(self)

    @cached_property
    def accounts(self) -> Accounts:
        return draw_accounts(self)

    @cached_property
    def troubles(self) -> Troubles:
        return draw_troubles(self)

    @cached_property
    def lives(self) -> Lives:
        return draw_lives(self)

    @cached_property
    def traits(self) -> Traits:
        return draw_traits(self)

    @cached_property
    def staff(self) -> Staff:
        return draw_staff(self)

    @cached_property
    def bills(self) -> Bills:
        return draw_bills(self)

    @cached_property
    def points(self) -> Points:
        return draw_points(self)

    @cached_property
    def contracts(self) -> Contracts:
        return draw_contracts(self)

    @cached_property
    def cards(self) -> Cards:
        return draw_cards(self)

    @cached_property
    def campaigns(self) -> Campaigns:
        return draw_campaigns(self)

    @cached_property
    def benefits(self) -> Benefits:
        return draw_benefits(self)
