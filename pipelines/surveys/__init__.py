"""Staff surveys: instruments as data, and answers scored by them."""
