"""The companies the tests ask of."""

import pytest
from case_seeds import SEEDS
from telecom_world import company


@pytest.fixture(scope="session", params=SEEDS)  # all tests of one company stand together: it is drawn once
def firm(request):
    """One telecom company a seed; ``CASEKIT_SEEDS`` asks for more of them."""
    return company(request.param)
