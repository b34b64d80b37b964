"""Customer records: how complete they are, who is who, what the archive lacks, who may see what.

Pure functions from tables to tables, on the floor of grading. Rows that could not be used are reported.
"""

from casekit.records.admission import AdmissionRules, admission_gate
from casekit.records.completeness import completeness, field_completeness
from casekit.records.derived import DerivedRules, derived_fields
from casekit.records.kinds import data_kinds

__all__ = [
    "AdmissionRules",
    "DerivedRules",
    "admission_gate",
    "completeness",
    "data_kinds",
    "derived_fields",
    "field_completeness",
]
