"""A real OpenID provider, `oidc-provider` on Node.js, and the browser of somebody who signs in with it.

`make test` installs it into `.venv/oidc`, as `package-lock.json` says.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest

HERE = Path(__file__).parent
MODULES = HERE.parents[3] / ".venv" / "oidc" / "node_modules"
CALLBACK = "http://localhost:8000/sign-in/callback"
"""Where the provider sends people back to."""
CLIENT, SECRET, PUBLIC = "brandcheck", "a-secret-of-the-tests", "brandcheck-public"
"""What the provider calls us; the last has no secret."""
ACTION = re.compile(r'<form[^>]* action="([^"]+)"')
PROMPT = re.compile(r'name="prompt" value="([^"]+)"')
STEPS = 20
"""Pages until somebody is sent back, at most."""


@contextmanager
def running() -> Iterator[str]:
    """Yield the issuer of a provider that runs, on a free port of this machine."""
    node = shutil.which("node")
    if node is None or not MODULES.is_dir():
        pytest.fail(f"These tests need Node.js and {MODULES}: make test installs them.")
    command = [node, str(HERE / "provider.mjs"), str(MODULES), CALLBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield _issuer(process)
        finally:
            process.kill()


def sent_back(address: str, login: str) -> str:
    """Return the address to which the provider sends somebody back who signs in as *login* at *address*."""
    with httpx2.Client(timeout=20) as browser:
        answer = browser.get(address)
        for _ in range(STEPS):
            if answer.is_redirect:
                address = urljoin(address, answer.headers["location"])
                if address.startswith(CALLBACK):
                    return address
                answer = browser.get(address)
            elif form := ACTION.search(answer.text):
                address = urljoin(address, unescape(form[1]))
                answer = browser.post(address, data=_filled(answer.text, login))
            else:
                break
    raise AssertionError(f"{urlsplit(address).path}: {answer.status_code} {answer.text[:500]}")


def _filled(page: str, login: str) -> dict[str, str]:
    prompt = PROMPT.search(page)
    assert prompt
    return {"prompt": prompt[1]} | ({"login": login, "password": "any"} if prompt[1] == "login" else {})


def _issuer(process: "subprocess.Popen[str]") -> str:
    said = []
    assert process.stdout
    for line in process.stdout:
        if line.startswith("issuer "):
            return line.split()[1]
        said.append(line)
    raise AssertionError("".join(said))
