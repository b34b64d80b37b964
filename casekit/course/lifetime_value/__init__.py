"""Lesson 08: lifetime value. Its questions in the order of the practice, its lab, its sheet of the plan."""

QUESTIONS = ()
