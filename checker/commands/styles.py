"""`brandcheck kit import --vale`: a Vale style package becomes a kit."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from checker.errors import InputError
from checker.kits.importing.vale import StyleImport, import_styles, write
from checker.kits.source.files import MAX_BYTES


def run(package: Path, output: Path | None = None) -> int:
    """Write the kit that the style *package* makes to *output* or the screen, and return 0.

    Rules that are not imported are told, and listed in the kit.

    Raises:
        InputError: the package can't be read, holds no rule to import or too many, or *output* exists.
    """
    if output and output.exists():
        raise InputError(f"{output}: there is a file already. Choose another name, or move it away.")
    made = import_styles(package)
    kit = write(made)
    if len(kit.encode()) > MAX_BYTES:
        raise InputError(
            f"{package}: makes a kit of more than {MAX_BYTES:,} bytes. Import one style at a time."
        )
    for line in _summary(made):
        sys.stderr.write(f"{line}\n")
    if output is None:
        sys.stdout.write(kit)
        return 0
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(kit, encoding="utf-8")
    sys.stdout.write(f"Written to {output}. Review it, then try: brandcheck kit lint {output}\n")
    return 0


def _summary(made: StyleImport) -> Iterator[str]:
    kinds = Counter(str(g.pattern.extends) for g in made.guidelines if g.pattern)
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    kept = len(made.guidelines)
    yield f"{kept} of {kept + len(made.left_out)} rules imported: {counted}."
    if made.accepted:
        yield f"{len(made.accepted)} accepted words."
    reasons: dict[str, list[str]] = {}
    for rule, why in made.left_out.items():
        reasons.setdefault(why, []).append(rule)
    for why, rules in reasons.items():
        yield f"Not imported, {why}: {', '.join(rules)}."
    yield from made.remarks
