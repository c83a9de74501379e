"""What logs must not say."""

import logging
import re

QUESTIONNAIRE_PATH = re.compile(r"/q/[0-9a-fA-F-]{36}/[^\s/\"']+")


class HideQuestionnaireLinks(logging.Filter):
    """Replace the key in the address of a questionnaire, in messages and tracebacks alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drop it."""
        record.msg = self.hide(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.hide(record.exc_text)
        return True

    @staticmethod
    def hide(text: str) -> str:
        """Return the text with every questionnaire's key replaced."""
        return QUESTIONNAIRE_PATH.sub("/q/(hidden)", text)
