"""Shows a chart as it stands on paper, in the colours of the window, with the sentence that says what it shows."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from communitydesk.paper.blocks import Chart
from communitydesk.widgets.context import Context
from communitydesk.widgets.page import label
from communitydesk.widgets.pictures import Drawn


class _Drawing(Drawn):
    def __init__(self, context: Context, said: str) -> None:
        super().__init__()
        self._context = context
        self.chart: Chart | None = None
        self._renderer = QSvgRenderer(self)
        self._drawn_for = 0
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, width: int) -> None:
        """Draw it anew for a width."""
        if self.chart is None or width < 40:
            return
        from communitydesk.paper import chart_svg

        c, theme = self._context.theme.colours, self._context.theme
        svg = chart_svg(
            self.chart, ink=c.ink, muted=c.muted, primary=c.primary, surface=c.surface, width=width, size=theme.px(14)
        )
        self._renderer.load(QByteArray(svg.encode()))
        self._drawn_for = width
        self.setFixedHeight(max(1, round(width * self._ratio())))
        self.update()

    def _ratio(self) -> float:
        size = self._renderer.viewBoxF()
        return size.height() / size.width() if size.width() else 0.4

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt calls this
        """Another width, another drawing: its type stays the size of the text."""
        super().resizeEvent(event)
        if abs(self.width() - self._drawn_for) > 4:
            self.draw(self.width())

    def sizeHint(self) -> QSize:  # Qt calls this
        """As wide as there is room."""
        return QSize(self._context.theme.px(420), self._context.theme.px(200))

    def minimumSizeHint(self) -> QSize:  # Qt calls this
        """Narrow enough to fold."""
        return QSize(self._context.theme.px(200), 40)

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt calls this
        """Show it."""
        if self._renderer.isValid():
            painter = QPainter(self)
            self._renderer.render(painter, QRectF(0, 0, self.width(), self.width() * self._ratio()))


class ChartView(QWidget):
    """A chart under its sentence; a screen reader hears the sentence and every value."""

    def __init__(self, context: Context, chart: Chart | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.px(8))
        self.sentence = label("")
        box.addWidget(self.sentence)
        self._drawing = _Drawing(context, "")
        box.addWidget(self._drawing)
        self.setVisible(chart is not None)
        if chart is not None:
            self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        from communitydesk.paper.charts import described

        said = described(chart)
        self.sentence.setText(chart.sentence)
        self._drawing.chart = chart
        self._drawing.setAccessibleName(said)
        self._drawing.setToolTip(chart.sentence)
        self._drawing.draw(self._drawing.width())
        self.show()
