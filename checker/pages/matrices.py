"""The arithmetic of places on a page."""

from typing import TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""How places are turned, stretched and moved, in the order of the PDF format."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does *inner*, then *outer*."""
    a, b, c, d, e, f = inner
    right, up = outer[0], outer[1]
    back, high = outer[2], outer[3]
    return (
        a * right + b * back,
        a * up + b * high,
        c * right + d * back,
        c * up + d * high,
        *point(outer, e, f),
    )


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where *x* and *y* come to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
