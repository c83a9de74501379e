"""What logs must not say."""

import logging
import re

# To the end of the line or of the quotation: a link that a mail program broke has blanks in it.
QUESTIONNAIRE = re.compile(r"/q/[^\"'<>\r\n]*", re.IGNORECASE)
# A key by itself, as in the words of an error: 26 letters of Crockford's alphabet.
KEY = re.compile(r"[0-9A-HJKMNP-TV-Z]{26,}", re.IGNORECASE)


class HideQuestionnaireLinks(logging.Filter):
    """Replace the address of a questionnaire, in messages and tracebacks alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drop it."""
        record.msg = self.hide(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.hide(record.exc_text)
        if record.stack_info:
            record.stack_info = self.hide(record.stack_info)
        return True

    @staticmethod
    def hide(text: str) -> str:
        """Return the text without any questionnaire's address or key."""
        return KEY.sub("(hidden)", QUESTIONNAIRE.sub("/q/(hidden)", text))
