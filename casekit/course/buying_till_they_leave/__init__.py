"""Lesson 09: buying till they leave. Its questions in the order of the practice, its lab, its sheet of the plan."""

QUESTIONS = ()
