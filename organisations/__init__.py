"""Who: firms, client organisations, people, and who may see what."""
