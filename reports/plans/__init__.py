"""The 100-day plan of a client: its board, what is proposed for it, and reminders of it."""
