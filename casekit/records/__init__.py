"""Customer records: how complete they are, who is who, what the archive lacks, who may see what.

Pure functions from tables to tables, on the floor of grading. Rows that could not be used are reported.
"""

from casekit.records.admission import AdmissionRules, admission_gate
from casekit.records.archive import FAULTS, archive_faults, archive_summary
from casekit.records.completeness import completeness, field_completeness
from casekit.records.contract_papers import contract_watch
from casekit.records.derived import DerivedRules, derived_fields
from casekit.records.follow_ups import follow_ups_due, stale_records, without_satisfaction
from casekit.records.groups import roll_up, suggest_groups
from casekit.records.kinds import data_kinds
from casekit.records.match_rules import MatchRules
from casekit.records.matching import find_matches, shared_keys
from casekit.records.merge_quality import MergeQuality
from casekit.records.merging import Merge, merge_records
from casekit.records.normalising import normalise
from casekit.records.progress import show_progress

__all__ = [
    "AdmissionRules",
    "DerivedRules",
    "FAULTS",
    "MatchRules",
    "Merge",
    "MergeQuality",
    "admission_gate",
    "archive_faults",
    "archive_summary",
    "completeness",
    "contract_watch",
    "data_kinds",
    "derived_fields",
    "field_completeness",
    "follow_ups_due",
    "stale_records",
    "without_satisfaction",
    "find_matches",
    "merge_records",
    "normalise",
    "roll_up",
    "shared_keys",
    "show_progress",
    "suggest_groups",
]
