"""Ambassadors and detractors among staff: our rule, their shares, and who of them stays."""
