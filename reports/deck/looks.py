"""What all charts of a deck share: signs, fills, sizes and the words beside a value."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pptx.chart.datalabel import DataLabels
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from reports.deck.slides import Kind, Plot, Series

# Shapes differ, so that colour is never needed; the fills do in lightness too.
MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
)
FILLS = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_6,
    MSO_THEME_COLOR.ACCENT_5,
)
LETTER = 11
NARROWEST = 0.06
MARK = 9
SCORE, SHARE = "0.0", "0%"
# A value above the mark would stand on the interval's line: this part of the chart further right.
BESIDE_INTERVAL = (
    f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="0.022"/><c:y val="0"/>'
    "</c:manualLayout></c:layout>"
)
EVERYWHERE: Mapping[int, Any] = MappingProxyType({})


def write_labels(
    drawn: Any, plot: Plot, series: Series, position: Any, elsewhere: Mapping[int, Any] = EVERYWHERE
) -> None:
    """Write every value beside its mark, in the words the report has for it.

    ``elsewhere`` are the positions of those that stand at another than the others.
    """
    if not series.is_labelled:
        return
    # The library gives them to other series, and not to those of a scatter chart.
    labels: Any = DataLabels(  # type: ignore[no-untyped-call]
        drawn._element.get_or_add_dLbls()
    )
    # A narrow part of a bar has no room for words; they stand in the sheet.
    narrowest = NARROWEST if plot.kind is Kind.STACK else 0
    labels.show_value = not narrowest
    labels.number_format, labels.number_format_is_linked = SCORE if plot.of else SHARE, False
    labels.font.size = Pt(LETTER - 1)
    labels.position = position
    for place, point in enumerate(series.points):
        if point.value is not None and point.value >= narrowest:
            label = drawn.points[place].data_label
            label.text_frame.text = point.text
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(LETTER - 1)
            label.position = elsewhere.get(place, position)
            if plot.kind is Kind.LINES:
                label._dLbl.find(qn("c:idx")).addnext(parse_xml(BESIDE_INTERVAL))
