"""How the course speaks of dates."""

import pandas as pd


def day(date: pd.Timestamp) -> str:
    """A date as it is read aloud: 31 December 2025."""
    return f"{date.day} {date:%B %Y}"
