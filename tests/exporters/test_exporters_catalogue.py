"""Every format of both nouns is there, says what it is, and gives the same bytes twice."""

import subprocess
import sys

import pytest

from checker.domain import Alignment, Ledger
from checker.errors import InputError
from checker.exporters import FORMATS, load
from tests.exporters import insight_samples as samples

VALUES = {Alignment: samples.alignment(("sales", "support"), ("ease of use",)), Ledger: samples.ledger(4)}


@pytest.mark.parametrize("noun", [Alignment, Ledger], ids=lambda noun: noun.__name__)
@pytest.mark.parametrize("name", FORMATS)
def test_each_format_names_itself_and_repeats_itself(name: str, noun: type[Alignment] | type[Ledger]) -> None:
    exporter = load(name, noun)

    first, second = exporter.render(VALUES[noun]), exporter.render(VALUES[noun])

    assert name == exporter.FORMAT
    assert exporter.SUFFIX.startswith(".")
    assert "/" in exporter.MEDIA_TYPE
    assert first == second
    assert len(first) > 200


@pytest.mark.parametrize("noun", [Alignment, Ledger], ids=lambda noun: noun.__name__)
def test_an_unknown_format_is_refused_with_those_that_there_are(noun: type[Alignment] | type[Ledger]) -> None:
    with pytest.raises(InputError, match="console, json, csv"):
        load("xlsx", noun)


def test_light_formats_load_nothing_heavy() -> None:
    code = (
        "import sys; from checker.domain import Alignment; from checker.exporters import load\n"
        "for name in ('console', 'json', 'csv', 'html'): load(name, Alignment)\n"
        "print([name for name in ('matplotlib', 'fpdf', 'pptx') if name in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
