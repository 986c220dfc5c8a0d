"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

Kit = Annotated[
    Path, typer.Option("--kit", "-k", help="The kit: a YAML or JSON file, or a folder of YAML files.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
]
