"""The course: one module a lesson, its questions and its lab."""
