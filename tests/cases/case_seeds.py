"""How many companies the tests draw: 25, or ``CASEKIT_SEEDS=1000``, or from-to (``500-1000``) for several processes."""

import os

_FIRST, _, _LAST = os.environ.get("CASEKIT_SEEDS", "25").rpartition("-")
SEEDS = range(int(_FIRST or 0), int(_LAST))
