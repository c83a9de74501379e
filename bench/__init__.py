"""Measurements a user can repeat."""
