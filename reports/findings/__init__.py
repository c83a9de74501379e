"""What a result says, chapter by chapter on pages, for the client's leaders and its consultants.

Leaders read what was released, and nothing else; consultants what leaders would read next.
"""
