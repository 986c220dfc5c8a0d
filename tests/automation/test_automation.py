"""What runs elsewhere: the GitHub action, the GitLab job and the hooks, their steps run by a shell here."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github/actions/brandcheck/action.yml"
GITLAB = ROOT / ".gitlab/brandcheck.yml"
GITLAB_HOME = "/tmp/brandcheck"  # noqa: S108 - in a container of its own
"""Where the GitLab job puts what it needs."""
HOOKS = ROOT / ".pre-commit-hooks.yaml"
KIT = """
brand: Acme Kettles
guidelines:
  - {id: words, kind: term, severity: error, text: Say kettle (not boiler)., terms: [{avoid: boiler}]}
"""
OLD = "# Kettles\n\nOur boiler is quiet.\n"
NEW = OLD + "\nOur new boiler is quieter.\n"
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+)(?: [^}]*)?\}\}")


def read(path: Path) -> dict:
    return YAML(typ="safe", pure=True).load(path)


SCHEMAS = read(Path(__file__).with_name("schemas.yaml"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (ACTION, "action"),
        (ROOT / ".github/workflows/copy.yml", "workflow"),
        (GITLAB, "gitlab"),
        (HOOKS, "hooks"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_each_file_has_the_form_that_it_must_have(path: Path, kind: str) -> None:
    found = jsonschema.Draft202012Validator(SCHEMAS[kind]).iter_errors(read(path))

    assert [f"{'/'.join(map(str, error.path))}: {error.message}" for error in found] == []


def test_no_script_holds_an_expression_that_a_branch_could_name() -> None:
    for step in read(ACTION)["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), step["name"]


def test_the_workflow_gives_the_action_nothing_but_its_inputs() -> None:
    (job,) = read(ROOT / ".github/workflows/copy.yml")["jobs"].values()
    (given,) = [step["with"] for step in job["steps"] if step.get("uses", "").startswith("./")]

    inputs = read(ACTION)["inputs"]
    assert set(given) <= set(inputs)
    assert {name for name, one in inputs.items() if one.get("required")} <= set(given)
    assert all((ROOT / given[name]).exists() for name in ("kit", "paths"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository in which a branch has changed a draft, with a file of an awkward name."""
    home = tmp_path / "repository"
    (home / "copy").mkdir(parents=True)
    (home / "kit.yaml").write_text(KIT)
    (home / "copy/page.md").write_text(OLD)
    git(home, "init", "--quiet", "--initial-branch=main")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Begin")
    return home


def git(home: Path, *words: str) -> str:
    command = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com", *words)
    return subprocess.run(command, cwd=home, check=True, capture_output=True, text=True).stdout.strip()


def change(home: Path, **files: str) -> str:
    """Change *files*, and return the commit before."""
    before = git(home, "rev-parse", "HEAD")
    for name, text in files.items():
        (home / name).write_text(text)
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Change")
    return before


class Runner:
    """Runs the steps of the action that are scripts, as GitHub's runner does, but for installing."""

    def __init__(self, home: Path, temporary: Path) -> None:
        self.home, self.temporary = home, temporary
        self.inputs = {name: str(one.get("default", "")) for name, one in read(ACTION)["inputs"].items()}
        self.outputs: dict[str, dict[str, str]] = {}
        install(temporary / "brandcheck/bin/brandcheck")

    def run(self, event: str, **inputs: str) -> tuple[int, str, str]:
        """Return the last step's exit code, what was printed, and the summary."""
        given = self.inputs | {name.replace("_", "-"): value for name, value in inputs.items()}
        summary, printed, code = self.temporary / "summary.md", "", 0
        summary.write_text("")
        for step in read(ACTION)["runs"]["steps"]:
            if "run" not in step or step["name"].startswith("Install"):
                continue
            made = self._step(step, given, event, summary)
            printed, code = printed + made.stdout, made.returncode
            assert code == 0 or step["name"] == "Pass or fail", made.stderr
        return code, printed, summary.read_text()

    def _step(
        self, step: dict, given: dict[str, str], event: str, summary: Path
    ) -> "subprocess.CompletedProcess[str]":
        output = self.temporary / "output"
        output.write_text("")
        known = {f"inputs.{name}": value for name, value in given.items()} | {"github.event_name": event}
        known |= {
            f"steps.{id_}.outputs.{k}": v for id_, all_ in self.outputs.items() for k, v in all_.items()
        }
        env = {name: EXPRESSION.sub(lambda m: known.get(m[1], ""), str(v)) for name, v in step["env"].items()}
        about = {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        made = subprocess.run(
            command, cwd=self.home, env=os.environ | about | env, capture_output=True, text=True, check=False
        )
        if "id" in step:
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return made


def install(path: Path) -> None:
    """Put our own command where a pipeline installs it."""
    path.parent.mkdir(parents=True)
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m checker "$@"\n')
    path.chmod(0o755)


def test_on_a_pull_request_the_lines_that_it_adds_count(repository: Path, tmp_path: Path) -> None:
    base = change(
        repository, **{"copy/page.md": NEW, "copy/odd name, 100%.md": "A kettle.\n", "x.py": "boiler\n"}
    )

    code, printed, summary = Runner(repository, tmp_path).run(
        "pull_request", kit="kit.yaml", paths="copy", base=base
    )

    assert code == 1
    commands = [line for line in printed.splitlines() if line.startswith("::")]
    assert [line.split("::")[1].split(",title")[0] for line in commands] == [
        "error file=copy/page.md,line=5,endLine=5,col=9,endColumn=14"
    ]
    (run,) = json.loads((repository / "brandcheck.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["words"]
    assert len(run["artifacts"]) == 2
    assert "2 documents, 1 with nothing to change." in summary


def test_on_a_push_whole_drafts_count_and_may_fail_nothing(repository: Path, tmp_path: Path) -> None:
    given = {"kit": "kit.yaml", "paths": "copy\n\nkit.md\n", "fail_on": "never", "annotations": "false"}
    change(repository, **{"kit.md": "A boiler.\n"})

    code, printed, summary = Runner(repository, tmp_path).run("push", **given, report="out.sarif")

    assert code == 0
    assert "copy/page.md:3:5: error" in printed
    (run,) = json.loads((repository / "out.sarif").read_text())["runs"]
    assert len(run["results"]) == 2
    assert summary.count("**error**") == 2


def test_a_change_without_a_draft_passes_at_once(repository: Path, tmp_path: Path) -> None:
    base = change(repository, **{"kit.yaml": KIT + "\n", "elsewhere.md": "A boiler.\n"})
    runner = Runner(repository, tmp_path)

    code, printed, _ = runner.run("pull_request", kit="kit.yaml", paths="copy", base=base)

    assert (code, printed) == (0, "No draft has changed.\n")
    assert runner.outputs["check"] == {"exit-code": "0", "report": ""}


@pytest.mark.parametrize(("is_request", "issues"), [(True, [5]), (False, [3, 5])])
def test_the_gitlab_job_writes_its_reports(
    repository: Path, tmp_path: Path, *, is_request: bool, issues: list[int]
) -> None:
    base = change(repository, **{"copy/page.md": NEW})
    job = read(GITLAB)["brandcheck"]
    install(tmp_path / "venv/bin/brandcheck")
    script = "\n".join(job["script"]).replace(f"{GITLAB_HOME}/bin", str(tmp_path / "venv/bin"))
    script = script.replace(f"{GITLAB_HOME}.diff", str(tmp_path / "changes.diff"))
    variables = {k: v for k, v in job["variables"].items() if k != "BRANDCHECK_CACHE"}
    about = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base} if is_request else {}
    given = variables | {"BRANDCHECK_PATHS": "copy"} | about

    made = subprocess.run(
        ["sh", "-ec", script],
        cwd=repository,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 1, made.stderr
    report = json.loads((repository / "gl-code-quality-report.json").read_text())
    assert [issue["location"]["lines"]["begin"] for issue in report] == issues
    assert "<testsuites" in (repository / "brandcheck.xml").read_text()
    assert "copy/page.md:5:9: error" in made.stdout


def test_the_hook_checks_the_files_that_it_is_given(repository: Path) -> None:
    (hook, kit) = read(HOOKS)
    assert [bool(re.search(hook["files"], name)) for name in ("a/b.md", "deck.pptx", "kit.yaml", "x.py")] == [
        True,
        True,
        False,
        False,
    ]

    made = [
        subprocess.run(
            [sys.executable, "-m", "checker", *one["entry"].split()[1:], *one["args"], *names],
            cwd=repository,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        for one, names in ((hook, ["copy/page.md"]), (kit, []))
    ]

    assert [one.returncode for one in made] == [1, 0]
    assert "copy/page.md:3:5: error" in made[0].stdout
