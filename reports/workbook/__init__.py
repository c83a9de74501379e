"""The assessor's workbook: evidence and roadmap, with notes, links and files, until the seal.

``contents`` says what is in it, ``pages`` and ``file_pages`` show it, ``attachments`` knows what
may be attached, ``keeping`` for how long.
"""
