"""Customer records: how complete they are, who is who, what the archive lacks, who may see what.

Pure functions from tables to tables, on the floor of grading. Rows that could not be used are reported. The rules that
the functions share are in this folder's README.
"""

from casekit.records.access import AccessMatrix
from casekit.records.admission import AdmissionRules, admission_gate
from casekit.records.archive import FAULTS, archive_faults, archive_summary
from casekit.records.completeness import completeness, field_completeness
from casekit.records.contract_papers import contract_watch
from casekit.records.damaged_text import damaged_text
from casekit.records.derived import DerivedRules, derived_fields
from casekit.records.follow_ups import follow_ups_due, stale_records, without_satisfaction
from casekit.records.groups import roll_up, suggest_groups
from casekit.records.kinds import data_kinds
from casekit.records.lost_figures import LostFigure, LostFigures, lost_figures
from casekit.records.match_rules import MatchRules
from casekit.records.matching import find_matches, shared_keys
from casekit.records.merge_quality import MergeQuality
from casekit.records.merging import Merge, merge_records
from casekit.records.minimising import PURPOSES, Purpose, minimise
from casekit.records.normalising import normalise
from casekit.records.policy_review import policy_review
from casekit.records.privacy import MASKS, mask
from casekit.records.progress import show_progress
from casekit.records.pseudonyms import key_file, new_key, pseudonymise
from casekit.records.reconciling import reconcile

__all__ = [
    "AccessMatrix",
    "AdmissionRules",
    "DerivedRules",
    "FAULTS",
    "LostFigure",
    "LostFigures",
    "MASKS",
    "MatchRules",
    "Merge",
    "MergeQuality",
    "PURPOSES",
    "Purpose",
    "admission_gate",
    "archive_faults",
    "archive_summary",
    "completeness",
    "contract_watch",
    "damaged_text",
    "data_kinds",
    "derived_fields",
    "field_completeness",
    "find_matches",
    "follow_ups_due",
    "key_file",
    "lost_figures",
    "mask",
    "merge_records",
    "minimise",
    "new_key",
    "normalise",
    "policy_review",
    "pseudonymise",
    "reconcile",
    "roll_up",
    "shared_keys",
    "show_progress",
    "stale_records",
    "suggest_groups",
    "without_satisfaction",
]
