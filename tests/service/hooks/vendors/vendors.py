"""The vendors' libraries under Node: installed where they are missing, asked in bulk."""

import base64
import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from service.hooks.protocol import Received
from service.nouns.hooks import System

HERE = Path(__file__).parent
PLACE = Path(__file__).parents[4] / ".venv" / "vendors"
INSTALLED = PLACE / "node_modules" / ".package-lock.json"
WINDOW = 300


@dataclass(frozen=True)
class Question:
    """A delivery to sign or to verify."""

    do: str
    system: System
    received: Received
    secret: str


def install():
    """Install the libraries, unless just these are there."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with FileLock(PLACE / ".lock"):
        lock = PLACE / "package-lock.json"
        if INSTALLED.exists() and lock.exists() and lock.read_bytes() == (HERE / lock.name).read_bytes():
            return
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PLACE / name)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(["npm", "ci", "--prefix", str(PLACE), *quiet], check=True, capture_output=True)


def ask(questions: Iterable[Question]):
    """Return the answers of the vendors' libraries, in the order of *questions*."""
    lines = "".join(json.dumps(_line(question)) + "\n" for question in questions)
    command = ["node", str(HERE / "vendors.mjs"), str(PLACE / "package.json")]
    done = subprocess.run(command, input=lines, capture_output=True, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _line(question):
    received = question.received
    return {
        "do": question.do,
        "system": question.system.value,
        "method": received.method,
        "url": received.url,
        "headers": dict(received.headers),
        "body": base64.b64encode(received.body).decode(),
        "secret": question.secret,
        "at": int(received.at.timestamp() * 1000),
        "window": WINDOW,
    }
