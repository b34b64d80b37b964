"""One machinery firm: its latent traits, each drawn from streams of its own when first asked for."""

from functools import cached_property

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts, draw_accounts
from casekit.cases.simulated.ironbridge_machinery.exact_sums import plant_exact_sums
from casekit.cases.simulated.ironbridge_machinery.hand_grades import Overrides, draw_overrides
from casekit.cases.simulated.ironbridge_machinery.history import History, draw_history
from casekit.cases.simulated.ironbridge_machinery.trade import Service, Trade, draw_service, draw_trade
from casekit.cases.simulated.streams import Stream


class World:
    """The firm of a seed. Tables are made from these traits and from streams named after the table."""

    def __init__(self, seed: int):
        self.seed = seed

    def stream(self, name: str) -> Stream:
        """The stream of that name, from its beginning."""
        return Stream(self.seed, f"{p.CASE}/{name}")

    @cached_property
    def accounts(self) -> Accounts:
        """Who buys of the firm, and what they truly need."""
        return draw_accounts(self.stream)

    @cached_property
    def overrides(self) -> Overrides:
        """Whom the managers lift by hand."""
        return draw_overrides(self.stream, self.accounts)

    @property
    def history(self) -> History:
        """Grades, orders and leaving, year by year."""
        return self._planted[0]

    @property
    def exact(self) -> np.ndarray:
        """The accounts whose usage of 2025 is the end of a band to the cent."""
        return self._planted[1]

    @cached_property
    def _planted(self) -> tuple[History, np.ndarray]:
        return plant_exact_sums(self.accounts, draw_history(self.stream, self.accounts, self.overrides))

    @cached_property
    def trade(self) -> Trade:
        """What each order was."""
        return draw_trade(self.stream, self.accounts, self.history)

    @cached_property
    def service(self) -> Service:
        """The visits of the service team."""
        return draw_service(self.stream, self.accounts, self.history)
