"""The part for Sanity: its tests under Node, and its types against what Sanity publishes."""

from pathlib import Path

from tests.service.hooks.gates.packages import ran, workplace

HERE = Path(__file__).parent


def test_it_does_what_it_says(tmp_path: Path):
    ran("node", "--test", "sanity.test.mjs", place=workplace(HERE, "sanity", tmp_path))


def test_it_has_the_types_that_are_published(tmp_path: Path):
    ran("node_modules/.bin/tsc", "--project", ".", place=workplace(HERE, "sanity", tmp_path))
