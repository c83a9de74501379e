"""What logs must not say."""

import logging

from surveys.privacy.hiding import hide_all


class HideQuestionnaireLinks(logging.Filter):
    """Replace addresses of questionnaires and results, in messages and tracebacks alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drop it."""
        record.msg = hide_all(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = hide_all(record.exc_text)
        if record.stack_info:
            record.stack_info = hide_all(record.stack_info)
        return True
