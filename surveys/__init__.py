"""Collecting: assessments, waves, invitations, drafts, ballots, responses."""
