"""Requests made up from the OpenAPI document, good and bad: all of schemathesis' checks hold.

The same requests each time. For a longer look, give `run` more `--max-examples` on a service of your own.
What deletes kits comes last, for the others need one.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.api.conftest import started

CONFIG = Path(__file__).with_name("schemathesis.toml")
SECONDS = 300
"""For a machine that is busy; alone it takes a tenth."""


def test_what_the_document_says_is_true(tmp_path: Path) -> None:
    with started("", tmp_path) as url:
        most = ask(url, tmp_path, "--include-path-regex", "^/v1/", "--exclude-operation-id", "delete_kit")
        last = ask(url, tmp_path, "--include-operation-id", "delete_kit")

    assert most > 800
    assert 10 < last < 100


def ask(url: str, folder: Path, *which: str) -> int:
    """Return how many requests were made of the operations *which*, all of which were answered well."""
    program = (sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "--no-color")
    run = subprocess.run(
        [*program, "run", f"{url}/openapi.json", *which],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if run.returncode:
        pytest.fail(run.stdout + run.stderr)
    made = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert made, run.stdout
    return int(made[1])
