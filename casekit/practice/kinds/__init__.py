"""The kinds of question: how an answer of each kind is read, compared, explained and shown."""
