"""The colours of charts: one name each, for light and dark, with contrasts that can be computed.

A chart is drawn in the light colours. Each shape also has its colour's name as a class, by which a style
sheet gives the dark ones. A heat map has one hue: paper into accent, in steps that stop where the figure on
top would be hard to read (WCAG 2.2, success criterion 1.4.3: a contrast of at least 4.5).
"""

from typing import NamedTuple

STEPS = 10
"""Shades of a heat map, paper aside."""

LIGHT = {
    "ink": "#1d1d1b",
    "quiet": "#5c5c57",
    "edge": "#8a8a83",
    "line": "#dcdcd5",
    "paper": "#ffffff",
    "accent": "#0b57d0",
    "support": "#7ba4e6",
}
"""Colours by name, on a light page."""

DARK = {
    "ink": "#e8e8e3",
    "quiet": "#a9a9a2",
    "edge": "#7d7d76",
    "line": "#3b3b37",
    "paper": "#1f1f1d",
    "accent": "#8db4f5",
    "support": "#4f74b5",
}
"""Colours by name, on a dark page."""

STRONGEST = {"light": 0.66, "dark": 0.49}
"""How much of the accent the strongest shade has."""

BAND = {"light": 0.2, "dark": 0.3}
"""How much of the accent the band of an interval has."""


_DARKEST = 0.04045
"""Up to this, sRGB is linear (IEC 61966-2-1)."""


class Scheme(NamedTuple):
    """All colours of a light or a dark page."""

    name: str
    colours: dict[str, str]
    """Six hexadecimal digits after `#`, by the name that a style sheet knows."""


def scheme(name: str) -> Scheme:
    """Return the colours of a `light` or a `dark` page, shades included."""
    base = LIGHT if name == "light" else DARK
    mixed = {
        f"heat-{step}": mix(base["accent"], base["paper"], STRONGEST[name] * step / STEPS)
        for step in range(1, STEPS + 1)
    }
    return Scheme(name, base | mixed | {"band": mix(base["accent"], base["paper"], BAND[name])})


def mix(one: str, other: str, part: float) -> str:
    """Return *part* (0 to 1) of the colour *one* in *other*, mixed in sRGB as CSS's `color-mix` does."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def shade(share: float, most: float) -> str:
    """Return the name of the shade for *share* where *most* is the strongest; `paper` for nothing."""
    if share <= 0 or most <= 0:
        return "paper"
    return f"heat-{max(1, min(STEPS, round(share / most * STEPS)))}"


def style_sheet() -> str:
    """Return the rules by which a chart in a page takes that page's colours: light, and dark if preferred."""
    dark = "\n".join(f"  {line}" for line in _rules("dark"))
    return "\n".join([*_rules("light"), "@media screen and (prefers-color-scheme: dark) {", dark, "}", ""])


def _rules(name: str) -> list[str]:
    colours = scheme(name).colours.items()
    fills = [f".chart .f-{colour} {{ fill: {value}; }}" for colour, value in colours]
    return fills + [f".chart .s-{colour} {{ stroke: {value}; }}" for colour, value in colours]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [_linear(channel / 255) for channel in _channels(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _DARKEST else ((channel + 0.055) / 1.055) ** 2.4
