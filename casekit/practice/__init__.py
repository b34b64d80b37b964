"""The practice engine: questions as contracts, checking, help, progress. Knows no customers and no screens."""
