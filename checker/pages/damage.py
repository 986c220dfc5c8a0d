"""What pypdf and pdfminer raise on damaged and hostile files.

Both raise errors of their own only where somebody has thought of the damage; else whatever Python raises when
an entry is missing or of another type than it should be. These were found by flipping bits, cutting files
short and doubling stretches of them, some ten thousand times.
"""

from pdfminer.psexceptions import PSException
from pypdf.errors import DependencyError, PyPdfError

DAMAGE = (
    PyPdfError,  # damage that pypdf knows, its limits, passwords
    DependencyError,  # a filter or cipher for which pypdf wants another library
    PSException,  # damage that pdfminer knows
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,  # a filter that nobody knows
    OSError,  # a stream that lies in another file
    RecursionError,
    TypeError,
    ValueError,
)
"""Their errors."""
