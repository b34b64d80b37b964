"""The face of a lab that is played in turns: settings are for the turn that comes, and once played it stands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casekit.text import _
from casekit.widgets.controls import Pick, Slider, Toggle
from casekit.widgets.lab import LabFace


class GameFace(LabFace):
    """A game's face: a lab with one more button. Reset begins anew.

    Parameters beside those of :class:`casekit.widgets.lab.LabFace`:

    play : what stands on the button that plays the turn.
    move : ``move(settings) -> move``; ``compute(moves, settings) -> outcome`` gets all moves played, in their order.
    over : ``over(outcome) -> bool``: whether no turn is left.
    fit : ``fit(outcome, settings) -> (settings, note)`` makes the settings of the coming turn possible.
    """

    deeds = (*LabFace.deeds, "play")

    def __init__(
        self,
        name: str,
        title: str,
        controls: Sequence[Slider | Pick | Toggle],
        compute: Callable[[tuple, Mapping], Any],
        draw: Callable[[Any], Any],
        describe: Callable[[Any], str],
        *,
        play: str,
        move: Callable[[Mapping], Any],
        over: Callable[[Any], bool],
        fit: Callable[[Any, Mapping], tuple[Mapping, str]],
        intro: str = "",
        table: Callable[[Any], Any] | None = None,
    ) -> None:
        self.moves: tuple = ()
        self.move, self.over, self._possible = move, over, fit
        super().__init__(
            name,
            title,
            controls,
            lambda settings: compute(self.moves, settings),
            draw,
            describe,
            intro=intro,
            table=table,
            fit=lambda settings, moved: self._possible(self.outcome, settings),
        )
        self.state = {**self.state, "play": play}

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────
    def _do_play(self, message: Mapping) -> None:
        """The page sends the settings along, so that what is played is what is seen."""
        settings, _note = self._possible(self.outcome, self._asked(message))
        if self.over(self.outcome):
            self.state = {**self.state, "note": _("The game is over. Reset begins anew.")}
            return
        before = self.moves
        self.moves = (*before, self.move(settings))
        try:
            self._apply(*self._possible(self.compute(settings), settings))
        except Exception:
            self.moves = before  # a turn that cannot be shown was not played
            raise

    def _do_reset(self, message: Mapping) -> None:
        self.moves = ()
        super()._do_reset(message)
