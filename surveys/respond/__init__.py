"""The respondent's side: everything behind a person's link."""
