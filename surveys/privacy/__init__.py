"""Keeping answers apart from names: keys, ballots, what is hidden, what is erased, and when."""
