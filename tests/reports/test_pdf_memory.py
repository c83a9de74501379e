"""What a report's pages cost in memory, beside what WeasyPrint alone takes for the same page."""

import tracemalloc

from weasyprint import HTML

from reports.pdf_document import ReportDocument

ROW = "<tr>" + "<td>4</td>" * 10 + "</tr>"
PAGE = f"<html lang=en><title>Answers</title><table>{ROW * 100}</table>"
LIST = "<html lang=en><title>Steps</title><ol><li>One<li>Two</ol><ul><li>Three</ul>"


def most_memory(document: type[HTML]) -> int:
    tracemalloc.start()
    document(string=PAGE).render()
    most: int = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_table_costs_far_less_than_with_styles_of_footnotes_for_every_cell() -> None:
    most_memory(HTML)  # fonts and styles are read once
    assert most_memory(ReportDocument) < 0.75 * most_memory(HTML)


def test_lists_look_as_they_would() -> None:
    ours, theirs = (kind(string=LIST).write_pdf() for kind in (ReportDocument, HTML))
    assert ours == theirs
