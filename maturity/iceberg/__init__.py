"""The complaint iceberg: who had a problem, who told, how it ended, and who intends to stay."""
