"""Every kind of mistake in a kit is reported, with its place and what to do."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from checker.errors import InvalidBrandKit
from checker.kits.loading import load
from checker.kits.source.scope import Vocabulary

CASES = YAML(typ="safe", pure=True).load(
    (Path(__file__).parent / "cases" / "mistakes.yaml").read_text(encoding="utf-8")
)
KNOWN = Vocabulary(
    themes=frozenset({"low-price", "ease-of-use"}), concepts=frozenset({"discounts", "guarantees"})
)


def problems_of(path: Path) -> list[str]:
    with pytest.raises(InvalidBrandKit) as caught:
        load(path, known=KNOWN)
    return [problem.replace(f"{path.parent}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_mistake_is_reported(case: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_text(
        case["kit"] if "kit" in case else f"brand: Acme\nguidelines:\n{case['guideline']}", encoding="utf-8"
    )

    assert problems_of(path) == case["problems"]
