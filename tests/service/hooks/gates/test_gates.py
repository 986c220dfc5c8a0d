"""What the parts that run inside a CMS have in common."""

from tests.service.hooks.gates.packages import GATES


def test_the_parts_in_javascript_ask_the_same_way():
    """Each can be installed alone, so each has the same file."""
    same = {path.read_text() for path in GATES.rglob("gate.mjs")}

    assert len(list(GATES.rglob("gate.mjs"))) == 3
    assert len(same) == 1
