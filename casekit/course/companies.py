"""The companies of the course, and how a question comes by one on fresh numbers."""

from functools import lru_cache

from casekit.cases import Case, load_case

_COMPANIES = 12  # fresh numbers come from this many companies of a kind, and from other customers within each


def telecom(seed: int) -> Case:
    """Harbour Telecom; every seed but 0 is another company of the same kind, or other customers of one."""
    return _company("harbour-telecom", seed % _COMPANIES)


def salon(seed: int) -> Case:
    """The Willow Salon, for transfer."""
    return _company("willow-salon", seed % _COMPANIES)


def machinery(seed: int) -> Case:
    """Ironbridge Machinery, for transfer, and where grades have a history."""
    return _company("ironbridge-machinery", seed % _COMPANIES)


@lru_cache(maxsize=3 * _COMPANIES)
def _company(name: str, number: int) -> Case:
    return load_case(name, seed=number or None)
