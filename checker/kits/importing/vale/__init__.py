"""Import Vale's style packages: each rule becomes a guideline with a pattern, none is left out in silence.

What a package is, as its documentation (https://vale.sh/docs) has it: a folder of rules in YAML is a style; a
folder or zip may hold several, with a configuration that says which rules count and at what level, and
vocabularies of words to accept or reject.
"""

from checker.kits.importing.vale.importing import import_styles
from checker.kits.importing.vale.made import StyleImport
from checker.kits.importing.vale.writing import write

__all__ = ["StyleImport", "import_styles", "write"]
