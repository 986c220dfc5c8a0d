"""Whatever a file holds, loading it ends soon, in a kit or in problems."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import InvalidBrandKit
from checker.kits.loading import GUIDELINE_FIELDS, load

PIECES = st.sampled_from([
    "brand: Acme\n", "guidelines:\n", "- id: a\n", "  kind: voice\n", "  text: Calm.\n", "  terms: ", "{",
    "}", "[", "]", ": ", ", ", "- ", "\n", "  ", "\t", '"', "'", "&a ", "*a", "<<: ", "!t ", "!!int ",
    "---\n", "...\n", "%YAML 1.1\n", "%YAML 9.9\n", "%TAG ! x\n", "|\n", ">-\n", "? ", "#", "@", "`",
    "\\", "\\U99999999", '"\\x"', "~", "null", "\u2028", "\x85", "\ufeff", "\x00", "é", "😀",
    "  figures: ", "1e999", ".nan", "99%", "  examples:\n", "  expires: ", "2026-13-01", "0x1", "=",
    "|99\n", ">1\n",
])  # fmt: skip
YAMLISH = st.lists(PIECES, max_size=40).map("".join)
SIGNS = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"brand"',
    '"guidelines"',
    '"id"',
    '"',
    "\\",
    "1",
    "null",
    "\n",
    "é",
    "NaN",
    "-",
]
JSONISH = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


def problems_of(path: Path) -> list[str]:
    with pytest.raises(InvalidBrandKit) as caught:
        load(path)
    return [problem.replace(f"{path.parent}/", "") for problem in caught.value.problems]


def ends_well(path: Path) -> bool:
    """Return whether *path* is a kit, or problems that can be told; anything else escapes."""
    try:
        return bool(load(path).guidelines)
    except InvalidBrandKit as error:
        return bool(str(error).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(YAMLISH | st.text(max_size=200))
def test_any_yaml_ends_in_a_kit_or_in_problems(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    assert ends_well(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSONISH | st.text(max_size=100))
def test_any_json_ends_in_a_kit_or_in_problems(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kit.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    assert ends_well(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_kit_or_in_problems(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(content)

    assert ends_well(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.text(max_size=8),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8), x, max_size=3),
    )
)
def test_any_shape_in_any_field_ends_in_a_kit_or_in_problems(tmp_path: Path, shape: object) -> None:
    path = tmp_path / "kit.json"
    path.write_text(
        json.dumps({"brand": "A", "guidelines": [dict.fromkeys(GUIDELINE_FIELDS, shape)]}), encoding="utf-8"
    )

    assert ends_well(path)


def test_references_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)
    ]
    path = tmp_path / "kit.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")

    assert problems_of(path) == ["kit.yaml:5: more than 50,000 values; split the file"]


def test_references_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    lines = """- {id: a, kind: voice, text: Calm., applies_to: &us [sales]}
- {id: b, kind: voice, text: Dry., applies_to: *us}
"""
    path.write_text(f"brand: Acme\nguidelines:\n{lines}", encoding="utf-8")

    assert [guideline.applies_to for guideline in load(path).guidelines] == [("sales",), ("sales",)]


@pytest.mark.parametrize("name", ["kit.yaml", "kit.json"])
def test_deep_nesting_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")

    assert problems_of(path) == [f"{name}:1: nested more than 20 deep"]


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(b"a" * 500_001)

    assert problems_of(path) == [
        "kit.yaml: larger than 500,000 bytes; split it into several files in a folder"
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"brand: Acme\nversion: caf\xe9\n", "kit.yaml:2: not UTF-8 (byte 0xE9); save the file as UTF-8"),
        ("brand: Acme\n".encode("utf-16"), "kit.yaml:1: not UTF-8 (byte 0xFF); save the file as UTF-8"),
        (b"brand: Acme\nversion: a\x00b\n", "kit.yaml:2: the character U+0000 can't be shown; delete it"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(content)

    assert problems_of(path) == [problem]


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes("\ufeffbrand: Acme\r\nguidelines:\r\n- {id: a, kind: voice, text: Calm.}\r\n".encode())

    assert load(path).brand == "Acme"


def test_paths_that_are_no_kits(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("# Guide", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    assert problems_of(tmp_path / "none.yaml") == ["none.yaml: no such file; check the path"]
    assert problems_of(tmp_path / "empty") == [
        "empty: no .yaml file in this folder; put the kit there, or name its file"
    ]
    assert problems_of(tmp_path / "guide.md") == [
        'guide.md: not a .yaml or .json file; "brandcheck kit import guide.md" drafts a kit from a guide'
    ]


def test_long_and_unprintable_names_stay_readable_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "kit.json"
    path.write_text(
        '{"' + "x" * 500 + '": 1, "\\u0007\\ud800": 2, "brand": "A", "guidelines": []}', encoding="utf-8"
    )

    first, second = problems_of(path)
    assert len(first) < 200
    assert 'unknown field "��"' in second


def test_a_flood_of_problems_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_text("brand: Acme\nguidelines:\n" + "- x\n" * 2_000, encoding="utf-8")

    problems = problems_of(path)
    assert len(problems) == 501
    assert problems[-1] == "… and 1,500 more problems"
