"""Every guideline, for kits that fit."""

from collections.abc import Sequence

from checker.domain import BrandKit, Guideline
from checker.dossier import Vectors


class WholeKit:
    """Sends the kit as it is."""

    def retrieve(
        self,
        kit: BrandKit,
        vectors: Vectors,  # noqa: ARG002 - part of the protocol
        texts: Sequence[str] = (),  # noqa: ARG002 - part of the protocol
    ) -> tuple[Guideline, ...]:
        """Return all guidelines of *kit*, whatever the passages are."""
        return kit.guidelines
