"""What must not be said of an address that is a key, wherever a text is kept or written."""

import re

# To the end of the line or of the quotation: a link that a mail program broke has blanks in it.
QUESTIONNAIRE = re.compile(r"/q/[^\"'<>\r\n]*", re.IGNORECASE)
# The page of results for everybody who was asked: who has its address can read it.
RESULTS = re.compile(r"/results/[^\"'<>\r\n]*", re.IGNORECASE)
# A key by itself, as in the words of an error: 26 letters of Crockford's alphabet.
KEY = re.compile(r"[0-9A-HJKMNP-TV-Z]{26,}", re.IGNORECASE)


def hide(text: str) -> str:
    """Return the text without any questionnaire's address or key."""
    return KEY.sub("(hidden)", QUESTIONNAIRE.sub("/q/(hidden)", text))


def hide_all(text: str) -> str:
    """Return the text without any address that is a key, as logs have it."""
    return RESULTS.sub("/results/(hidden)", hide(text))
