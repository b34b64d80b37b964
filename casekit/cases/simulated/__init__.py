"""Simulated companies: one module a case, drawn from a seed, with a truth nobody has in life.

A simulator is laid out so that a new table changes no byte of those that stand: every table draws from a stream of its
own, named after it (:mod:`casekit.cases.simulated.streams`).
"""
