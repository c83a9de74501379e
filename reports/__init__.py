"""Telling: sealing, results, editions, and the files made from them."""
