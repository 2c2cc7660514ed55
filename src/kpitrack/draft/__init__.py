"""A plan's text → a first plan file: what the text says in so many words, and what a person must decide."""
