"""The whole kit, whatever is asked."""

import numpy as np
import pytest

from checker.retrievers.whole_kit import WholeKit
from tests.retrievers.kits import facts, kit


@pytest.mark.parametrize("size", [0, 1, 500])
@pytest.mark.parametrize("passages", [0, 2])
def test_everything_is_sent_in_order(size, passages):
    guidelines = facts(size)

    sent = WholeKit().retrieve(kit(*guidelines), np.zeros((passages, 384), dtype=np.float32))

    assert sent == guidelines
