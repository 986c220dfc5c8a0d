"""The command line, as its callers meet it: exit codes, output, and messages that say what to do."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from checker import __version__
from checker.checks import CHECKS
from checker.settings import Settings

KIT = """\
brand: Kettlewick
guidelines:
- {id: people, kind: term, text: "Say guest, not customer.", severity: error}
- {id: calm, kind: voice, text: "No exclamation marks.", examples: {off_brand: [Tea is ready!]}}
"""
DRAFTS = {
    "bad.md": "Every customer gets a cup.\n",
    "loud.txt": "Every guest gets a cup!\n",
    "good.md": "Every guest gets a cup.\n",
    "empty.md": "",
    "broken.docx": "PK\x03\x04 not a document",
}
HEAVY = (
    "docx", "jinja2", "lxml", "markdown_it", "numpy", "onnx", "onnxruntime", "pdfplumber", "pebble", "pptx",
    "py3langid", "pydantic", "pypdf", "rich", "ruamel.yaml", "safetensors", "tokenizers",
)  # fmt: skip
"""What `--help` has no need of."""


class Run(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a kit and drafts, and a cache that has the local model and nothing else."""
    home = tmp_path_factory.mktemp("kettlewick")
    (home / "kit.yaml").write_text(KIT, encoding="utf-8")
    (home / "drafts").mkdir()
    for name, text in DRAFTS.items():
        (home / "drafts" / name).write_text(text, encoding="utf-8")
    (home / "cache").mkdir()
    for kept in Settings().cache.iterdir():
        if kept.name != "checked":
            (home / "cache" / kept.name).symlink_to(kept)
    return home


@pytest.fixture(scope="module")
def brandcheck(home):
    """Run the command line in *home*."""

    def run(*arguments, given=""):
        finished = subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=home,
            env={**os.environ, "BRANDCHECK_CACHE": str(home / "cache"), "COLUMNS": "200", "NO_COLOR": "1"},
            input=given,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Run(finished.returncode, finished.stdout, finished.stderr)

    return run


@pytest.fixture(scope="module")
def checked(brandcheck):
    """The three readable drafts, checked once."""
    paths = ("drafts/bad.md", "drafts/loud.txt", "drafts/good.md")
    return brandcheck("check", *paths, "--kit", "kit.yaml", "--format", "json", "--jobs", "1")


def test_a_batch_with_an_error_exits_with_1(checked):
    assert (checked.code, checked.err) == (1, "")


def test_json_is_one_array_of_reports_in_the_order_given(checked):
    reports = json.loads(checked.out)

    assert [report["document"]["source"] for report in reports] == [
        "drafts/bad.md",
        "drafts/loud.txt",
        "drafts/good.md",
    ]
    assert [report["verdict"] for report in reports] == ["fail", "pass", "pass"]
    assert [[finding["quote"] for finding in report["findings"]] for report in reports] == [
        ["customer"],
        ["Every guest gets a cup!"],
        [],
    ]


def test_the_same_drafts_give_the_same_bytes_resumed_or_not(brandcheck, checked):
    paths = ("drafts/bad.md", "drafts/loud.txt", "drafts/good.md")

    again = brandcheck("check", *paths, "--kit", "kit.yaml", "--format", "json")
    resumed = brandcheck("check", *paths, "--kit", "kit.yaml", "--format", "json", "--resume")

    assert again.out == resumed.out == checked.out
    assert resumed.err == "3 of 3 files were checked before; taken from there.\n"


def test_a_glob_names_many_and_an_unread_file_exits_with_2_after_the_others(brandcheck, home):
    run = brandcheck(
        "check", "drafts/b*", "--kit", "kit.yaml", "-f", "json", "-o", "out/report.json", "-j", "2"
    )

    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("brandcheck: drafts/broken.docx: ")
    assert len(run.err.splitlines()) == 1
    reports = json.loads((home / "out" / "report.json").read_text(encoding="utf-8"))
    assert [report["verdict"] for report in reports] == ["fail", "incomplete"]
    assert reports[1]["coverage"]["not_read"][0]["what"] == "file"
    assert list((home / "out").iterdir()) == [home / "out" / "report.json"]


def test_standard_input_is_a_draft_and_a_clean_one_exits_with_0(brandcheck):
    run = brandcheck("check", "-", "--kit", "kit.yaml", "--format", "json", given="Every guest gets a cup.")

    assert (run.code, run.err) == (0, "")
    [report] = json.loads(run.out)
    assert report["document"]["words"] == 5


def test_an_empty_draft_exits_with_3(brandcheck):
    run = brandcheck("check", "drafts/empty.md", "--kit", "kit.yaml")

    assert run.code == 3


def test_only_what_is_new_since_the_baseline_counts(brandcheck, checked, home):
    (home / "baseline.json").write_text(checked.out, encoding="utf-8")

    run = brandcheck(
        "check",
        "drafts/bad.md",
        "--kit",
        "kit.yaml",
        "--baseline",
        "baseline.json",
        "--fail-on",
        "suggestion",
    )

    assert run.code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "drafts/none.md", "--kit", "kit.yaml"), "drafts/none.md: there is no such file or folder"),
        (("check", "drafts/*.pdf", "--kit", "kit.yaml"), "drafts/*.pdf: there is no such file or folder"),
        (("check", "cache", "--kit", "kit.yaml"), "cache: no drafts in this folder"),
        (("check", "drafts", "--kit", "none.yaml"), "none.yaml: no such file"),
        (("check", "drafts", "--kit", "drafts/good.md"), "kit import good.md"),
        (("check", "drafts", "--kit", "kit.yaml", "--format", "jsn"), "“jsn” is not a report format"),
        (("check", "drafts", "--kit", "kit.yaml", "--fail-on", "eror"), "--fail-on eror: choose error,"),
        (("check", "drafts", "--kit", "kit.yaml", "--baseline", "none.json"), "none.json: no such file"),
        (("check", "drafts", "--kit", "kit.yaml", "--waivers", "none.yaml"), "none.yaml: no such file"),
        (("explain", "of-message"), "Did you mean “off-message”?"),
        (("kit", "show", "none.yaml"), "none.yaml: no such file"),
        (("chek",), "Did you mean 'check'?"),
        (("check", "drafts"), "Missing option '--kit'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_the_caller_can_mend_exits_with_2_and_says_how(brandcheck, arguments, says):
    run = brandcheck(*arguments)

    assert (run.code, run.out) == (2, "")
    assert says in run.err
    assert "Traceback" not in run.err


def test_a_kits_mistakes_are_told_all_at_once(brandcheck, home):
    (home / "wrong.yaml").write_text(
        "brand: K\nguidelines:\n- {id: a b, kind: trem, text: x}\n", encoding="utf-8"
    )

    run = brandcheck("kit", "lint", "wrong.yaml")

    assert run.code == 2
    assert "did you mean" in run.err
    assert "wrong.yaml:3" in run.err


def test_a_kit_is_shown_with_what_was_understood(brandcheck):
    run = brandcheck("kit", "show", "kit.yaml")

    assert run.code == 0
    assert "Kettlewick, version draft: 2 guidelines" in run.out
    assert "term: customer → guest" in run.out
    assert "forbids: exclamation" in run.out


def test_a_check_is_explained_by_its_own_documentation(brandcheck):
    run = brandcheck("explain")

    assert run.code == 0
    for check in CHECKS:
        assert f"{check.NAME}\n\n{check.__doc__.strip().splitlines()[0]}" in run.out


def test_the_version_is_printed(brandcheck):
    assert brandcheck("--version") == (0, f"brandcheck {__version__}\n", "")


def test_help_needs_nothing_heavy():
    command = "import sys, checker.cli; print(*sys.modules)"
    finished = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)

    assert set(HEAVY) & set(finished.stdout.split()) == set()
