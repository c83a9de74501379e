"""A synthetic client to try the product with. Refused in production.

``people`` invents the roster, ``answers`` the answers, ``loading`` brings both in through
the same services a consultant and the respondents use.
"""
