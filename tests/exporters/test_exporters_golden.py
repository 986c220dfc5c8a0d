"""Small files as they are written, so that a change can be read."""

import re
from pathlib import Path

import pytest

from checker.domain import Alignment, Ledger
from checker.exporters import load
from tests.exporters import insight_samples as samples

GOLDEN = Path(__file__).parent / "golden"
ALIGNMENT = samples.alignment(("sales", "support"), ("ease of use", "low cost")).model_copy(
    update={"drifts": ()}
)
LEDGER = samples.ledger(4)
CASES = [(value, name) for value in (ALIGNMENT, LEDGER) for name in ("console", "csv", "html", "json")]
"""The page without its style, so that the file is small enough to be read."""


@pytest.mark.parametrize(("value", "name"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_files_are_as_they_were_agreed(
    value: Alignment | Ledger,
    name: str,
    update_golden: bool,  # noqa: FBT001 - a fixture
) -> None:
    exporter = load(name, type(value))
    written = exporter.render(value).decode()  # type: ignore[arg-type]
    written = re.sub(r"(?s)<style>.*?</style>|sha256-[A-Za-z0-9+/=]+", "", written)
    path = GOLDEN / f"{type(value).__name__.lower()}{exporter.SUFFIX}"
    if update_golden:
        path.write_text(written, encoding="utf-8", newline="")

    assert written == path.read_bytes().decode()


@pytest.mark.parametrize("value", [ALIGNMENT, LEDGER], ids=["alignment", "ledger"])
def test_json_is_the_noun(value: Alignment | Ledger) -> None:
    written = load("json", type(value)).render(value)  # type: ignore[arg-type]

    assert type(value).model_validate_json(written) == value
