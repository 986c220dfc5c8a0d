"""The help of publish hooks: there for each system, true to its commands, and safe to show."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import httpx2
import pytest

from service.hooks.sealing import new_secret
from service.nouns.hooks import System
from service.pages.hook_help import ADDRESS, FOLDER, help_html

FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
HEADINGS = ("set-it-up", "what-is-checked", "what-is-written-back", "what-can-stop-it", "try-it")
OWN = tuple(one for one in System if one is not System.WORDPRESS)
"""Systems whose deliveries a shell can make; those of WordPress are its plug-in's."""


def signed_commands() -> list[object]:
    """Return the commands of the help that send a signed delivery."""
    return [
        pytest.param(system, command, id=f"{system.value} {number}")
        for system in OWN
        for number, command in enumerate(FENCE.findall((FOLDER / f"{system.value}.md").read_text("utf-8")))
        if "$SECRET" in command
    ]


@pytest.mark.parametrize(("system", "command"), signed_commands())
def test_what_it_says_to_type_works(
    http: httpx2.Client, service_url: str, system: System, command: str, tmp_path: Path
) -> None:
    name, secret = f"help-{system.value}", new_secret()
    hook = {"system": system.value, "kit": "ottermere", "secret": secret}
    read = http.get(f"/v1/hooks/{name}")
    tag = {"if-match": read.headers["etag"]} if read.is_success else {}
    assert http.put(f"/v1/hooks/{name}", json=hook, headers=tag).is_success
    bash, ours = (
        shutil.which("bash"),
        command.replace(ADDRESS, service_url).replace("hooks/website", f"hooks/{name}"),
    )
    assert bash

    done = subprocess.run(
        [bash, "-c", ours],
        env={"SECRET": secret, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        timeout=60,
    )

    answer = json.loads(done.stdout)
    assert [one["state"] for one in answer["deliveries"]] == ["accepted"]
    http.delete(f"/v1/hooks/{name}")


@pytest.mark.parametrize("system", System)
def test_each_system_has_its_help(system: System) -> None:
    text = help_html(system, "https://ours.example.org", "shop")

    assert "<h1" in text
    assert "https://ours.example.org/v1/hooks/shop" in text
    assert ADDRESS not in text
    assert 'id="what-the-delivery-log-says"' in text
    assert ".md)" not in text


@pytest.mark.parametrize("system", OWN)
def test_each_help_answers_the_same_questions(system: System) -> None:
    text = help_html(system, "https://ours.example.org")

    assert [name for name in HEADINGS if f'id="{name}"' not in text] == []
    assert "/v1/hooks/website" in text


def test_what_the_log_is_said_to_say_is_what_the_code_says() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", (FOLDER / "deliveries.md").read_text("utf-8"), re.MULTILINE)
    lines = [line for row in rows for line in re.findall(r"\*([^*]+)\*", row)]
    said = [piece.strip(" .:") for line in lines for piece in line.split("…")]
    parts = (FOLDER.parent, FOLDER.parents[1] / "records", FOLDER.parents[1] / "outbound")
    code = "".join(path.read_text(encoding="utf-8") for part in parts for path in part.rglob("*.py"))

    assert [piece for piece in said if piece not in code] == []
    assert len(lines) > 12


@pytest.mark.parametrize("system", System)
def test_a_hook_s_name_comes_into_its_address_and_where_it_is_named(system: System) -> None:
    text = help_html(system, "https://ours.example.org", "a-b")

    assert "/v1/hooks/a-b" in text
    assert re.search(r"Name\s+it <code>a-b</code>", text)
    assert "<code>website</code>" not in text
    assert "hooks/website" not in text
