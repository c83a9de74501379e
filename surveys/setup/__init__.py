"""A wave until it is opened: its steps, what is missing, and what opening freezes."""
