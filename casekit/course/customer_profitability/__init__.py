"""Lesson 07: what a customer leaves us. Its questions in the order of the practice, its lab, its sheet of the plan."""

QUESTIONS = ()
