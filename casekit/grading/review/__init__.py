"""Reviews: grades over time. Who moves, who stays, what it means, and what customers are told.

Pure functions from tables and policies to tables. Those that see customers take any engine; what is small (a matrix, a
log, a handful of groups) comes back as pandas. The rules and the sources of the formulas are in grading's README.
"""

from casekit.grading.review.migration import Migration, migration_matrix

__all__ = ["Migration", "migration_matrix"]
