"""Results for everybody who was asked: one page at an address that nobody can guess.

``pages`` are the consultant's, who sees it first; ``public_pages`` are everybody's, and leave no
trace of a visit.
"""
