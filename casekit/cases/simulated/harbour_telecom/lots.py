"""A lot drawn last: the lives stand before any campaign does, so whom it treated is drawn given what happened.

A trial by lot comes first in life: half are called, then some leave. Here the leaving is drawn already, with the chance
``chance`` that was to hold for the called and the others together. By Bayes' rule a leaver was called with the chance
share × (chance to leave when called) / chance, a stayer likewise; drawn so, the records are in every way that can be
counted those of a trial whose lot fell first: the called share is the lot's among customers of any kind.
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class Trial:
    """Of each member: whether the lot treated it, and whether it leaves if treated, and if left alone. One was seen."""

    treated: np.ndarray
    if_treated: np.ndarray
    if_alone: np.ndarray


def draw_trial(stream, left: np.ndarray, chance: np.ndarray, times: np.ndarray, share: float, most: float) -> Trial:
    """The lot of a trial in which each treated member is ``times`` as likely to leave as if left alone.

    ``left`` says whether each left within the trial's time, drawn before with ``chance``; the rest as for
    :func:`chances_either_way`.
    """
    if_treated, if_alone = chances_either_way(chance, times, share, most)
    of_leavers = share * if_treated / np.where(chance > 0.0, chance, 1.0)
    of_stayers = share * (1.0 - if_treated) / (1.0 - chance)
    lot = stream.yes(len(left), np.where(left, of_leavers, of_stayers))
    other = _unseen(stream, left, np.where(lot, if_treated, if_alone), np.where(lot, if_alone, if_treated))
    return Trial(lot, np.where(lot, left, other), np.where(lot, other, left))


def chances_either_way(
    chance: np.ndarray, times: np.ndarray, share: float, most: float
) -> tuple[np.ndarray, np.ndarray]:
    """The chance to leave when treated, and when left alone: mixed by the lot they make ``chance``.

    Parameters
    ----------
    chance : the chance to leave of each, treated and not taken together; not above ``most``.
    times : the first as a multiple of the second: below 1 where the treatment holds, above 1 where it drives out.
    share : the share treated, between 0 and 1.
    most : the greatest chance either way; where it would be passed, the other way's chance gives way.
    """
    alone = np.minimum(chance / (1.0 - share + share * times), most)
    treated = np.clip((chance - (1.0 - share) * alone) / share, 0.0, most)
    return treated, (chance - share * treated) / (1.0 - share)


def _unseen(stream, left: np.ndarray, seen: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What would have happened the other way: nobody is both saved by the treatment and driven out by it."""
    lot = stream.uniform(len(left))
    also = np.where(other >= seen, 1.0, other / np.where(seen > 0.0, seen, 1.0))  # leavers who leave either way
    instead = np.where(other > seen, (other - seen) / (1.0 - seen), 0.0)  # stayers who would have left
    return np.where(left, lot < also, lot < instead)


def chance_within(lives, member: np.ndarray, months: slice) -> np.ndarray:
    """The chance of each member, there when the months begin, to leave within them."""
    stay = np.ones(len(member))
    for month in range(months.start, months.stop):
        stay = stay * (1.0 - lives.chance[member, month])
    return 1.0 - stay
