"""What customers buy, joined with what their contacts said: for an edition, and for the desk."""
