"""The command line, as its callers meet it: exit codes, output, and messages that say what to do."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from checker import __version__
from checker.__main__ import main
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
    (home / "bare").mkdir()
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
def folder(brandcheck, home):
    """What checking the whole folder came to, and the reports it wrote."""
    run = brandcheck("check", "drafts", "--kit", "kit.yaml", "-f", "json", "-o", "out/all.json", "-j", "2")
    return run, json.loads((home / "out" / "all.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def glob(brandcheck):
    """What checking the drafts that a pattern names came to."""
    return brandcheck("check", "drafts/*d.*", "--kit", "kit.yaml", "--format", "json", "--jobs", "1")


def test_a_folder_is_checked_whole_and_an_unread_file_exits_with_2(folder):
    run, reports = folder

    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("brandcheck: drafts/broken.docx: ")
    assert len(run.err.splitlines()) == 1
    assert {report["document"]["source"]: report["verdict"] for report in reports} == {
        "drafts/bad.md": "fail",
        "drafts/broken.docx": "incomplete",
        "drafts/empty.md": "incomplete",
        "drafts/good.md": "pass",
        "drafts/loud.txt": "pass",
    }


def test_a_report_is_written_whole_with_nothing_beside_it(folder, home):
    assert folder[0].code == 2
    assert list((home / "out").iterdir()) == [home / "out" / "all.json"]


def test_a_batch_with_an_error_exits_with_1(glob):
    assert (glob.code, glob.err) == (1, "")


def test_json_is_one_array_of_reports_at_the_exact_words(glob):
    bad, good, loud = json.loads(glob.out)

    assert [report["document"]["source"] for report in (bad, good, loud)] == [
        "drafts/bad.md",
        "drafts/good.md",
        "drafts/loud.txt",
    ]
    assert [finding["quote"] for finding in bad["findings"]] == ["customer"]
    assert [finding["quote"] for finding in loud["findings"]] == ["Every guest gets a cup!"]
    assert good["findings"] == []


def test_another_run_says_the_same_to_the_byte(folder, glob):
    named = {report["document"]["source"]: report for report in folder[1]}

    again = [named[report["document"]["source"]] for report in json.loads(glob.out)]

    assert json.dumps(again) == json.dumps(json.loads(glob.out))


def test_a_run_that_is_resumed_says_the_same_to_the_byte(brandcheck, glob):
    resumed = brandcheck("check", "drafts/*d.*", "--kit", "kit.yaml", "--format", "json", "--resume")

    assert resumed.out == glob.out
    assert resumed.err == "3 of 3 files were checked before; taken from there.\n"


def test_an_empty_draft_exits_with_3(brandcheck, folder):
    assert folder[0].code == 2

    assert brandcheck("check", "drafts/empty.md", "--kit", "kit.yaml", "--resume").code == 3


def test_standard_input_is_a_draft_and_only_what_is_new_since_the_baseline_counts(brandcheck, glob, home):
    (home / "baseline.json").write_text(glob.out, encoding="utf-8")
    against = ("--kit", "kit.yaml", "--baseline", "baseline.json", "--format", "json")

    run = brandcheck("check", "-", *against, given="Every customer gets a cup.")

    assert (run.code, run.err) == (0, "")
    [report] = json.loads(run.out)
    assert (report["document"]["words"], report["findings"]) == (5, [])


@pytest.fixture
def told(home, monkeypatch, capsys):
    """Run the command line in this process, which is quicker where nothing is checked."""

    def run(*arguments):
        monkeypatch.chdir(home)
        monkeypatch.setattr(sys, "argv", ["brandcheck", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return Run(left.value.code or 0, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "drafts/none.md", "--kit", "kit.yaml"), "drafts/none.md: there is no such file or folder"),
        (("check", "drafts/*.pdf", "--kit", "kit.yaml"), "drafts/*.pdf: there is no such file or folder"),
        (("check", "bare", "--kit", "kit.yaml"), "bare: no drafts in this folder"),
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
def test_what_the_caller_can_mend_exits_with_2_and_says_how(told, arguments, says):
    run = told(*arguments)

    assert (run.code, run.out) == (2, "")
    assert says in run.err
    assert "Traceback" not in run.err


def test_a_kits_mistakes_are_told_all_at_once(told, home):
    (home / "wrong.yaml").write_text(
        "brand: K\nguidelines:\n- {id: a b, kind: trem, text: x}\n", encoding="utf-8"
    )

    run = told("kit", "lint", "wrong.yaml")

    assert run.code == 2
    assert "did you mean" in run.err
    assert "wrong.yaml:3" in run.err


def test_a_kit_is_shown_with_what_was_understood(told):
    run = told("kit", "show", "kit.yaml")

    assert run.code == 0
    assert "Kettlewick, version draft: 2 guidelines" in run.out
    assert "term: customer → guest" in run.out
    assert "exclamation" in run.out


def test_a_check_is_explained_by_its_own_documentation(told):
    run = told("explain")

    assert run.code == 0
    for check in CHECKS:
        assert f"{check.NAME}\n\n{check.__doc__.strip().splitlines()[0]}" in run.out


def test_a_files_name_does_not_act_on_the_terminal(brandcheck, home):
    (home / "hostile").mkdir()
    (home / "hostile" / "esc\x1b]0;pwn\x07.docx").write_text(DRAFTS["broken.docx"], encoding="utf-8")

    run = brandcheck("check", "hostile", "--kit", "kit.yaml")

    assert run.code == 2
    assert "pwn" in run.err
    assert not {"\x1b", "\x07"} & set(run.out + run.err)


def test_the_version_is_printed(told):
    assert told("--version") == (0, f"brandcheck {__version__}\n", "")


def test_help_needs_nothing_heavy():
    command = "import sys, checker.cli; print(*sys.modules)"
    finished = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)

    assert set(HEAVY) & set(finished.stdout.split()) == set()
