"""Packages from npm that the tests of the gates run: installed once, as each folder's lock says."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
GATES = ROOT / "service" / "hooks" / "gates"


def installed(source: Path, name: str) -> Path:
    """Return the folder with the packages of *source*; they are installed into `.venv` unless they are there.

    One test process at a time.
    """
    target = ROOT / ".venv" / name
    target.mkdir(parents=True, exist_ok=True)
    with (target / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([HERE / "install-packages", source, target], check=True)
    return target / "node_modules"


def workplace(source: Path, name: str, home: Path) -> Path:
    """Return a folder in *home* with the part called *name*, the tests of *source*, and their packages."""
    place = home / name
    shutil.copytree(source, place, ignore=shutil.ignore_patterns("*.py", "package*.json", "__pycache__"))
    shutil.copytree(GATES / name, place / "part")
    (place / "node_modules").symlink_to(installed(source, name))
    return place


def ran(*command: str, place: Path, given: str = "") -> str:
    """Run a program of the packages in *place* on what is *given*; return what it said, or fail with that."""
    done = subprocess.run(
        command, cwd=place, input=given, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
    return done.stdout


def faults_of_php(files: Iterable[Path]) -> str:
    """Return what PHP says against the syntax of *files*; nothing where all is well."""
    code = "foreach (array_slice($argv, 1) as $f) { token_get_all(file_get_contents($f), TOKEN_PARSE); }"
    command = ["php", "-d", "display_errors=stderr", "-r", code, "--", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stderr
