"""`brandcheck demo`: the sample company's drafts against its kit."""

import sys
from pathlib import Path

from checker.commands import checking
from checker.errors import InputError
from checker.lexicon.gazetteer import CORPUS


def run(output: Path) -> None:
    """Check the sample drafts, print what was found and write an HTML report to *output*.

    Raises:
        InputError: if the sample is not installed.
    """
    kits = sorted(path for path in (CORPUS / "kits").glob("*") if path.is_dir())
    if not kits:
        raise InputError(f"{CORPUS}: the sample company is not installed. Install brandcheck again.")
    kit = kits[0] / "kit.yaml"
    drafts = str(_near(CORPUS / "drafts" / kits[0].name))
    checking.run(checking.Request(paths=(drafts,), kit=kit))
    again = checking.Request(paths=(drafts,), kit=kit, format_name="html", output=output, resume=True)
    checking.run(again)
    sys.stdout.write(f"\nThe report to read in a browser: {output}\n")


def _near(path: Path) -> Path:
    """Return *path* from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
