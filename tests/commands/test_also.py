"""`brandcheck check --also`: more reports of one check."""

import json
from pathlib import Path

import pytest

from checker.commands.checking import Request, run
from checker.errors import InputError

KIT = """
brand: Acme
guidelines:
  - {id: words, kind: term, severity: error, text: Say kettle (not boiler)., terms: [{avoid: boiler}]}
"""


def test_one_check_is_written_down_in_several_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kit.yaml").write_text(KIT)
    (tmp_path / "a.md").write_text("A boiler.\n")
    also = (f"sarif={tmp_path / 'new' / 'x.sarif'}", f"json={tmp_path / 'x.json'}")

    code = run(Request((str(tmp_path / "a.md"),), tmp_path / "kit.yaml", format_name="github", also=also))

    assert code == 1
    assert capsys.readouterr().out.startswith("::error ")
    (found,) = json.loads((tmp_path / "x.json").read_text())[0]["findings"]
    (result,) = json.loads((tmp_path / "new" / "x.sarif").read_text())["runs"][0]["results"]
    assert result["partialFingerprints"]["finding/v1"] == found["id"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"also": ("sarif",)}, "such as sarif=report.sarif"),
        ({"also": ("sarif=",)}, "such as sarif=report.sarif"),
        ({"also": ("docbook=x",)}, "“docbook” is not a report format"),
        ({"also": ("json=x", "csv=./x")}, "one file"),
        ({"also": ("json=x",), "output": Path("x")}, "one file"),
        ({"also": ("json=x",), "format_name": "pptx"}, "--also goes with reports"),
    ],
)
def test_what_can_not_be_written_is_said_before_anything_is_read(given: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        run(Request(("nowhere.md",), Path("nowhere.yaml"), **given))  # type: ignore[arg-type]  # fields of it
