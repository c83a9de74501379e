"""The people on a wave's list: who joins, who leaves, whose link is replaced."""
