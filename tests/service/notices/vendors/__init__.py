"""What Slack and Microsoft say of messages: their own types, by TypeScript, and Adaptive Cards' own reader.

They are installed into `.venv/chat`, as `package-lock.json` says, when a test first asks.
"""

import fcntl
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FOLDER = HERE.parents[3] / ".venv" / "chat"
RENDERER = FOLDER / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
"""What renders cards in a browser."""
LOCK = "package-lock.json"
SECONDS = 300.0


def installed() -> Path:
    """Return the folder with the packages; whoever asks while another installs them waits."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.fail("These tests need Node.js and npm: tests/install-programs installs them.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done, wanted = FOLDER / "installed.json", (HERE / LOCK).read_text(encoding="utf-8")
        if not done.exists() or done.read_text(encoding="utf-8") != wanted:
            _install(npm)
            done.write_text(wanted, encoding="utf-8")
    return FOLDER


def complaints(
    messages: Sequence[object], cards: Sequence[object], folder: Path
) -> tuple[list[list[str]], list[list[str]]]:
    """Return what is wrong with each of *messages*, bodies of requests to Slack, and of *cards*.

    TypeScript may write into *folder*.
    """
    home = installed()
    for name in ("node_modules", "package.json"):
        (folder / name).symlink_to(home / name)
    command = ["node", str(HERE / "check.mjs"), str(home), str(folder)]
    given = json.dumps({"slack": messages, "cards": cards})
    run = subprocess.run(command, input=given, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    return said["slack"], said["cards"]


def _install(npm: str) -> None:
    for name in ("package.json", LOCK):
        shutil.copy(HERE / name, FOLDER / name)
    how = (
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--omit=optional",
        "--omit=peer",
        "--loglevel=error",
    )
    run = subprocess.run(
        [npm, "ci", "--prefix", str(FOLDER), *how], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
