"""The offline engine with compiled kits: what a language model wrote once, run without it.

`evals/compiled/<brand>.yaml` is the brand's kit with the compiled parts that a reader wrote from guide
and guidelines alone, without having seen a draft; each file's head says who wrote them, when and for
which prompt.
"""

from functools import lru_cache
from pathlib import Path

from checker.domain import Report
from checker.errors import InputError
from checker.pipeline import Checker
from evals import subject

FOLDER = Path(__file__).parent / "compiled"
"""Where the compiled kits lie."""


class NotCompiled(InputError):
    """A brand without a compiled kit."""


def check(draft: Path, kit: Path) -> Report:
    """Return the report that the offline engine makes of *draft* with the compiled form of *kit*.

    Raises:
        NotCompiled: if there is no compiled form of it.
    """
    (checked,) = _checker(compiled_kit(kit)).check_file(draft)
    return checked.report


def compiled_kit(kit: Path) -> Path:
    """Return the file with the compiled form of *kit*, a brand's `guidelines.json`.

    Raises:
        NotCompiled: if there is none.
    """
    path = FOLDER / f"{kit.parent.name}.yaml"
    if not path.is_file():
        raise NotCompiled(
            f"{path}: no such file. Write it: brandcheck kit compile {kit} --guide {kit.parent}/guide.md "
            f"--output {path}"
        )
    return path


@lru_cache(maxsize=subject.KEPT)
def _checker(kit: Path) -> Checker:
    return subject.offline(kit)
