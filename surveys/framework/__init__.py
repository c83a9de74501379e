"""What a wave asks: the models of this site, the version pinned, questions of its own."""
