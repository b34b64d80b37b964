"""Being written."""

QUESTIONS = ()
