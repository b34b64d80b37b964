"""Lesson 17: whom to save. Its questions in the order of the practice, its lab, its sheet of the customer plan."""
