"""SVG: a figure as a picture that needs no program and no network to be read in ten years."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np

from app.core.reporting.figures import Figure, Floats, Series

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 34, 52  # room for the axes and the legend
COLOURS = {"accent": "#0b6bcb", "muted": "#6b7785", "warning": "#b26a00", "text": "#1c2530"}
LINE = 16  # height of one more line of the legend
LETTER = 6.6  # width of one, on the average, at this size
DASHES = ("", "7 4", "2 3", "8 3 2 3", "8 3 2 3 2 3")  # told apart by stroke as well as by colour
MOST = 4000  # points of one line that are drawn; more cannot be seen and would only make the file slow


def as_svg(figure: Figure, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The figure as one <svg> element; text stays text, so that it can be searched and read aloud."""
    axes = _Axes(figure, width, height)
    label = escape(figure.title or f"{figure.y_label} against {figure.x_label}", quote=True)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *axes.frame(),
        *(mark for number, series in enumerate(figure.series) for mark in _marks(series, number, axes)),
        *_legend(figure, width),
        "</svg>",
    ]
    return "\n".join(parts)


class _Axes:
    """Data coordinates to the page, and what is written along both sides."""

    def __init__(self, figure: Figure, width: int, height: int) -> None:
        self.figure = figure
        (low, high), self._y = figure.limits()
        self._x = (np.log10(low), np.log10(high)) if figure.log_x else (low, high)
        lines = -(-len(figure.series) // _across(figure, width))
        self._box = (LEFT, TOP + LINE * max(0, lines - 1), width - RIGHT, height - BOTTOM)

    def x(self, values: Floats) -> Floats:
        """Pixels from the left; on a logarithmic axis values at or below 0 are put at its start."""
        low, high = self._x
        if self.figure.log_x:
            values = np.log10(np.maximum(values, 10.0**low))
        left, _, right, _ = self._box
        return np.asarray(left + (values - low) / ((high - low) or 1) * (right - left), np.float64)

    def y(self, values: Floats) -> Floats:
        """Pixels from the top."""
        low, high = self._y
        _, top, _, bottom = self._box
        return np.asarray(bottom - (values - low) / ((high - low) or 1) * (bottom - top), np.float64)

    def frame(self) -> Iterator[str]:
        """Grid, ticks and the words of both axes."""
        left, top, right, bottom = self._box
        for value, words in self._x_ticks():
            at = float(self.x(np.array([value]))[0])
            yield f'<line x1="{at:.1f}" y1="{bottom}" x2="{at:.1f}" y2="{bottom + 4}" stroke="#9aa4af"/>'
            yield f'<text x="{at:.1f}" y="{bottom + 17}" text-anchor="middle" fill="#444">{words}</text>'
        for value in _steps(*self._y):
            at = float(self.y(np.array([value]))[0])
            yield f'<line x1="{left}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="#e5e9ee"/>'
            yield f'<text x="{left - 7}" y="{at + 4:.1f}" text-anchor="end" fill="#444">{value:g}</text>'
        yield f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#9aa4af"/>'
        words = escape(self.figure.x_label)
        yield f'<text x="{(left + right) / 2}" y="{bottom + 40}" text-anchor="middle" fill="#222">{words}</text>'
        turn = f"translate(16 {(top + bottom) / 2}) rotate(-90)"
        yield f'<text transform="{turn}" text-anchor="middle" fill="#222">{escape(self.figure.y_label)}</text>'

    def _x_ticks(self) -> list[tuple[float, str]]:
        if self.figure.x_names:
            return [(float(place), escape(name)) for place, name in enumerate(self.figure.x_names)]
        low, high = self._x
        if not self.figure.log_x:
            return [(value, f"{value:g}") for value in _steps(low, high)]
        decades = range(int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9)) + 1)
        power = "10<tspan dy='-5' font-size='9'>{}</tspan>"
        return [(10.0**decade, power.format(decade) if decade else "1") for decade in decades]


def _steps(low: float, high: float) -> list[float]:
    """About five round numbers between `low` and `high`."""
    span = high - low
    if not span > 0:
        return [low]
    step = 10.0 ** np.floor(np.log10(span / 5))
    step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 6)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [round(float((first + n) * step), 12) for n in range(count)]


def _marks(series: Series, number: int, axes: _Axes) -> Iterator[str]:
    colour = COLOURS.get(series.colour, series.colour)
    dash = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if DASHES[number % len(DASHES)] else ""
    if series.bars:
        x, y = np.repeat(series.x, 2)[1:-1], np.repeat(series.y, 2)
        base = axes.y(np.zeros(1))[0]
        closed = f"M{axes.x(series.x[:1])[0]:.1f} {base:.1f}L{_path(axes.x(x), axes.y(y))}V{base:.1f}Z"
        yield f'<path d="{closed}" fill="{colour}" fill-opacity="0.14" stroke="{colour}"{dash}/>'
        return
    kept = np.isfinite(series.y)
    x, y = axes.x(series.x[kept]), axes.y(series.y[kept])
    if series.low is not None and series.high is not None and len(x):
        low, high = axes.y(series.low[kept]), axes.y(series.high[kept])
        if series.points:
            bars = "".join(f"M{at:.1f} {a:.1f}V{b:.1f}" for at, a, b in zip(x, low, high, strict=True))
            yield f'<path d="{bars}" fill="none" stroke="{colour}" stroke-width="1.4"/>'
            low = high = low[:0]
    else:
        low = high = np.empty(0)
    if len(low):
        around = _path(np.concatenate((x, x[::-1])), np.concatenate((high, low[::-1])))
        yield f'<path d="M{around}Z" fill="{colour}" fill-opacity="0.14" stroke="none"/>'
    if series.points:
        for px, py in zip(x.tolist(), y.tolist(), strict=True):
            yield f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.2" fill="{colour}"/>'
    elif len(x):
        thin = np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST)).astype(np.int64))
        yield f'<path d="M{_path(x[thin], y[thin])}" fill="none" stroke="{colour}" stroke-width="1.8"{dash}/>'


def _path(x: Floats, y: Floats) -> str:
    return "L".join(f"{px:.1f} {py:.1f}" for px, py in zip(x.tolist(), y.tolist(), strict=True))


def _legend(figure: Figure, width: int) -> Iterator[str]:
    if len(figure.series) < 2:
        return
    across = _across(figure, width)
    step = (width - LEFT - RIGHT) / across
    for number, series in enumerate(figure.series):
        colour, dash = COLOURS.get(series.colour, series.colour), DASHES[number % len(DASHES)]
        line, column = divmod(number, across)
        at, y = LEFT + column * step, 15 + line * LINE
        if series.points:
            yield f'<circle cx="{at + 11:.0f}" cy="{y}" r="3.2" fill="{colour}"/>'
        else:
            yield (f'<line x1="{at:.0f}" y1="{y}" x2="{at + 22:.0f}" y2="{y}" stroke="{colour}" stroke-width="2.5" '
                   f'stroke-dasharray="{dash}"/>')  # fmt: skip
        yield f'<text x="{at + 27:.0f}" y="{y + 4}" fill="#222">{escape(series.name)}</text>'


def _across(figure: Figure, width: int) -> int:
    """How many names of the legend stand in one line: as many as there is room for."""
    widest = max((len(series.name) for series in figure.series), default=0) * LETTER + 40
    return max(1, min(len(figure.series), int((width - LEFT - RIGHT) // widest)))
