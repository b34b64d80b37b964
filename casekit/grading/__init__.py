"""Grading: who buys, how often, how much, and what class that makes them. Pure functions from tables to tables."""

from casekit.grading.left_out import left_out
from casekit.grading.rfm_scores import rfm_scores, score_edges
from casekit.grading.rfm_summary import rfm_summary

__all__ = ["left_out", "rfm_scores", "rfm_summary", "score_edges"]
