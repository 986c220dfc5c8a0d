"""What the parts that run inside a CMS have in common."""

import json
import re
import socket
import subprocess
from pathlib import Path

import pytest

from service.pages.hook_help import FOLDER
from tests.service.hooks.gates import answers
from tests.service.hooks.gates.packages import GATES

HERE = Path(__file__).parent
GATE = GATES / "strapi" / "brandcheck" / "server" / "gate.mjs"
IMPOSSIBLE = f"Brandcheck can’t be asked as this site is set up ({{}}). {answers.ASK} set it right."


def tried(*sites: dict[str, object]) -> list[dict[str, object]]:
    """Return what the parts in JavaScript make of what each of *sites* is answered."""
    done = subprocess.run(
        ["node", HERE / "answers.mjs", GATE],
        input=json.dumps(sites),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: list[dict[str, object]] = json.loads(done.stdout)
    return told


def test_the_parts_in_javascript_ask_the_same_way():
    """Each can be installed alone, so each has the same file."""
    same = {path.read_text() for path in GATES.rglob("gate.mjs")}

    assert len(list(GATES.rglob("gate.mjs"))) == 3
    assert len(same) == 1


def test_what_counts_as_a_wrong_set_up_and_what_as_an_outage():
    with answers.answering() as url:
        told = tried(*answers.sites(url))

    assert told == answers.all_expected()


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ({}, "its address of Brandcheck is none"),
        ({"url": "brandcheck.example.com"}, "its address of Brandcheck is none"),
        ({"url": "https://brandcheck.example.com:port"}, "ERR_INVALID_URL"),
        ({"url": "https://brandcheck.example.com", "key": "a\nb"}, ""),
        ({"url": "https://brandcheck.example.com", "deadline": "soon"}, ""),
    ],
)
def test_settings_of_which_no_request_can_be_made_are_no_outage(site: dict[str, object], reason: str):
    (told,) = tried(site)

    assert (told["refused"], told["because"]) == (True, "misconfigured")
    begin, end = IMPOSSIBLE.split("{}")
    assert str(told["problem"]).startswith(begin + reason)
    assert str(told["problem"]).endswith(end)


def test_a_connection_that_ends_too_early_or_is_refused_is_an_outage():
    with answers.answering() as url, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        cut_off, nobody = tried({"url": url + answers.CUT_OFF}, {"url": nowhere})

    assert [cut_off["because"], nobody["because"]] == ["unreachable", "unreachable"]
    assert nobody["says"] == "Not checked: Brandcheck can’t be reached (ECONNREFUSED)."


@pytest.mark.parametrize("system", ["wordpress", "strapi", "sanity", "drupal"])
def test_what_the_help_quotes_is_what_the_parts_say(system: str):
    """A dot at the end of what is quoted stands for what may follow."""
    table = (
        (FOLDER / f"{system}.md").read_text("utf-8").partition("| *Not published: …* | do |\n|---|---|\n")[2]
    )
    quoted = re.findall(r"^\| \*(.+?)\* \|", table.partition("\n\n")[0], re.MULTILINE)
    said = [IMPOSSIBLE, *(answer.problem for answer in answers.ANSWERS)]

    patterns = [".*".join(map(re.escape, sentence.split("…"))) for sentence in quoted]

    assert [each for each in patterns if not any(re.match(each, one) for one in said)] == []
    assert len(quoted) >= 7
