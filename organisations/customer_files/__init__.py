"""Files about a client's customers, from its own books: reading, checking and taking them in.

The account file says what each customer buys, the complaint register what complaints the client
has recorded. Either is read by a worker, looked at, confirmed and taken in whole, or not at all.
"""
