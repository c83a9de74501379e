"""The mail of a wave: its letters, how they go out, and what comes back."""
