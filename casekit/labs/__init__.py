"""Labs: pure models of what a trainee can turn and see. Settings go in, an outcome comes out; no screen is known."""

from casekit.labs.score import ScoreLab
from casekit.labs.score_settings import ScoreSettings

__all__ = ["ScoreLab", "ScoreSettings"]
