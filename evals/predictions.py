"""Flags in the exchange format of the labelled cases: `{brand: {draft: {verdict, findings}}}`."""

import json
from collections.abc import Iterable

from evals.outcomes import Outcome


def render(outcomes: Iterable[Outcome]) -> str:
    """Return the flags of *outcomes* as JSON, in their order."""
    brands: dict[str, dict[str, object]] = {}
    for outcome in outcomes:
        findings = [flag.model_dump(include={"kind", "quote", "guideline"}) for flag in outcome.flags]
        prediction = {"verdict": "flag" if findings else "clean", "findings": findings}
        brands.setdefault(outcome.case.brand, {})[outcome.case.id] = prediction
    return json.dumps(brands, ensure_ascii=False, indent=1) + "\n"
