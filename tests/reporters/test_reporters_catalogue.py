import gc
import re
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import reporters
from checker.domain import Checked
from checker.errors import InputError
from tests.reporters.report_samples import KIT, batch

FORMATS = sorted(reporters.REPORTERS)


def test_the_catalogue_lists_what_is_on_disk(golden: Path) -> None:
    modules = {path.stem for path in Path(reporters.__file__).parent.glob("*.py")} - {"__init__"}

    assert set(reporters.REPORTERS) == modules
    assert {path.stem for path in golden.iterdir()} == modules


@pytest.mark.parametrize("name", FORMATS)
def test_a_reporter_says_which_format_it_writes(name: str) -> None:
    reporter = reporters.load(name)

    assert name == reporter.FORMAT
    assert reporter.SUFFIX.startswith(".")


def test_an_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match=r"“docbook” is not a report format. Choose one of console, html"):
        reporters.load("docbook")


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Path, *, update_golden: bool) -> None:
    reporter = reporters.load(name)
    path = golden / f"{name}{reporter.SUFFIX}"

    found = _without_assets("".join(reporter.render(batch(), kit=KIT)))

    if update_golden:
        path.write_bytes(found.encode())
    assert found.encode() == path.read_bytes()


def _without_assets(text: str) -> str:
    """Return an HTML page without its style, script and their hashes; they have files of their own."""
    if not text.startswith("<!doctype html>"):
        return text
    text = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1…\3", text, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/]+=*", "sha256-…", text)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_reports_are_written_the_same_way_twice(name: str) -> None:
    reporter = reporters.load(name)

    first, second = ("".join(reporter.render(batch(), kit=KIT)) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("name", FORMATS)
def test_no_document_at_all_is_still_a_whole_file(name: str) -> None:
    text = "".join(reporters.load(name).render([], kit=KIT))

    assert text.endswith("\n") or text == ""


@pytest.mark.parametrize("name", FORMATS)
def test_an_unreadable_document_is_never_passed_over(name: str) -> None:
    text = "".join(reporters.load(name).render(batch(), kit=KIT))

    assert "board.pptx" in text
    assert "remove the password" in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_draft_is_kept_longer_than_it_takes_to_write_it(name: str) -> None:
    alive: list[weakref.ref[object]] = []
    most = 0

    def stream() -> Iterator[Checked]:
        nonlocal most
        for i in range(8):
            checked = batch()[i % 7]
            alive.append(weakref.ref(checked.document))
            gc.collect()
            most = max(most, sum(ref() is not None for ref in alive))
            yield checked
            del checked

    for _ in reporters.load(name).render(stream(), kit=KIT):
        pass

    assert most <= 2


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_not_unicode_is_written_all_the_same(name: str) -> None:
    document, report = batch()[1]
    bad = report.document.model_copy(update={"source": "d\udce9ck.md", "title": ""})
    checked = Checked(document, report.model_copy(update={"document": bad}))

    text = "".join(reporters.load(name).render([checked], kit=KIT))

    assert text.encode("utf-8")
