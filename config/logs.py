"""What logs must not say."""

import logging

from surveys.privacy.hiding import hide


class HideQuestionnaireLinks(logging.Filter):
    """Replace the address of a questionnaire, in messages and tracebacks alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drop it."""
        record.msg = hide(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = hide(record.exc_text)
        if record.stack_info:
            record.stack_info = hide(record.stack_info)
        return True
