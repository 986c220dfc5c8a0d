"""Kits that can't be had are told with those that can."""

from uuid import uuid4

import httpx2

from tests.service.api.conftest import problem

KIT = "brand: Acme\nguidelines:\n  - id: calm\n    kind: voice\n    text: Be calm.\n"


def test_a_kit_that_is_not_published_is_told_apart(here: httpx2.Client) -> None:
    kit = f"kit-{uuid4().hex[:12]}"
    made = here.put(f"/v1/kits/{kit}", content=KIT, headers={"content-type": "application/yaml"})
    assert made.status_code == 201, made.text

    told = problem(here.post("/v1/checks", json={"text": "x", "kit": kit}), 404)

    assert told["type"] == "/problems/kit-not-published"
    assert "Publish it first" in str(told["detail"])
    here.delete(f"/v1/kits/{kit}").raise_for_status()
