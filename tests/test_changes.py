"""What a change adds: diffs of git, and which findings are on their lines."""

import subprocess
from pathlib import Path

import pytest

from checker.changes import Changes, load_changes
from checker.domain import Document, Finding
from checker.errors import InputError
from tests.reporters.report_builders import document, finding


def changes(tmp_path: Path, diff: str) -> Changes:
    path = tmp_path / "x.diff"
    path.write_text(diff, encoding="utf-8")
    return load_changes(path)


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    command = ["git", *who, *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("context", [0, 3])
def test_lines_are_those_that_git_says_are_added(tmp_path: Path, context: int) -> None:
    repository = tmp_path / "r"
    repository.mkdir()
    git(repository, "init")
    names = ("a.md", "caf\u00e9 \u201cx\u201d\ty.md", "gone.md", "deck.bin")
    for name in names:
        (repository / name).write_text("one\ntwo\nthree\nfour\nfive\n")
    (repository / "deck.bin").write_bytes(b"\0\1\2")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "x")
    (repository / "a.md").write_text("zero\none\ntwo\n+++ b/other.md\n@@ -1 +9 @@\nfour\nfive\nsix")
    (repository / names[1]).write_text("ONE\ntwo\nthree\nfour\nfive\n")
    (repository / "gone.md").unlink()
    (repository / "deck.bin").write_bytes(b"\0\1\3")
    (repository / "new.md").write_text("a\nb\n")
    git(repository, "add", "-N", "new.md")

    made = changes(tmp_path, git(repository, "diff", f"--unified={context}", "HEAD"))

    assert made.lines == {"a.md": {1, 4, 5, 8}, names[1]: {1}, "new.md": {1, 2}}
    assert made.whole == {"deck.bin"}


def on(draft: Document, quote: str) -> Finding:
    return finding(draft, "calm", quote, "off-voice", "Hype.")


def test_findings_count_where_any_of_their_lines_is_added(tmp_path: Path) -> None:
    made = changes(tmp_path, "--- a/d/x.md\n+++ b/d/x.md\n@@ -2,0 +3 @@\n+three\n")
    draft = document("d/x.md", "one\ntwo\nthree\nfour\n")

    touched = [
        quote
        for quote in ("one", "two", "three", "four", "two\nthree")
        if made.touch(on(draft, quote), draft)
    ]

    assert touched == ["three", "two\nthree"]
    for same in ("./d/x.md", "d/../d/x.md", str(Path("d/x.md").absolute()), "d\\x.md"):
        moved = draft.model_copy(update={"source": same})
        assert made.touch(on(moved, "three"), moved)
    other = draft.model_copy(update={"source": "x.md"})
    assert not made.touch(on(other, "three"), other)


def test_what_has_no_lines_of_its_own_counts_whole_once_it_is_changed(tmp_path: Path) -> None:
    made = changes(
        tmp_path,
        "Binary files a/q.pptx and b/q.pptx differ\n--- a/p.html\n+++ b/p.html\n@@ -9 +9 @@\n-a\n+b\n",
    )

    for source, kind, is_touched in (
        ("q.pptx", "pptx", True),
        ("p.html", "html", True),
        ("r.pptx", "pptx", False),
    ):
        draft = document(source, "one\ntwo\n", format=kind)
        assert made.touch(on(draft, "one"), draft) is is_touched


@pytest.mark.parametrize("diff", ["", "\n", "diff --git a/x b/y\nrename from x\nrename to y\n"])
def test_a_change_that_adds_nothing_leaves_nothing(tmp_path: Path, diff: str) -> None:
    draft = document("x.md", "one\n")

    assert not changes(tmp_path, diff).touch(on(draft, "one"), draft)


@pytest.mark.parametrize(
    "diff", ["@@ -1 +1,999999999 @@\n", "+++ b/x\n@@ -1 +1,5 @@\n+a", '+++ "b/\\x"\n@@ -1 +1 @@\n+a']
)
def test_a_torn_diff_ends_where_it_ends(tmp_path: Path, diff: str) -> None:
    made = changes(tmp_path, f"diff --git a/x b/x\n{diff}")

    assert sum(map(len, made.lines.values())) <= 1


def test_what_is_no_diff_is_refused_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no diff; write one with: git diff"):
        changes(tmp_path, "hello")
    with pytest.raises(InputError, match="can't be read"):
        load_changes(tmp_path / "nowhere")
