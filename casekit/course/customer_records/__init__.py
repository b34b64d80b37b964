"""Its questions in the order of the practice, and its lab."""

QUESTIONS = ()
