"""Real organisations run whole: guide imported and reviewed, pages checked, findings read by hand.

A folder an organisation: `guide/` and `pages/` as it published them, `review.yaml` with every edit that a
person made to the draft kit, `kit.yaml` that came of both, `run.json` with what was found, `sample.yaml`
with a judgement on each finding of a sample, `missed.yaml` with what whole pages hold beside, `README.md`.
"""
