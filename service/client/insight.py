"""The client's methods for alignment and claims."""

from typing import Generic, Literal, NamedTuple, TypeVar

from checker.domain import Alignment, Claim, Ledger, Noun
from service.client.calling import Call, Caller, path_of, sent, told
from service.client.checks import Rendering
from service.exchange.insight import WantedAlignment, WantedClaims

Told = TypeVar("Told", bound=Noun)
File = Literal["csv", "html", "pdf", "pptx"]
PATIENCE = 60.0
"""Seconds on top of the client's timeout for what is worked out over thousands of documents."""


class Tagged(NamedTuple, Generic[Told]):
    """An answer and what it is known by."""

    value: Told
    etag: str
    """What to send next time, to be spared an unchanged answer."""


class InsightClient:
    """What one can ask of all stored documents together."""

    _caller: Caller

    def get_alignment(self, wanted: WantedAlignment, *, if_none_match: str = "") -> Tagged[Alignment] | None:
        """Return who says what; none where it is still the one with that ETag.

        Raises:
            Refused: if there is no such kit, or the query is wrong.
        """
        return self._tagged(_call("alignment", wanted, if_none_match), Alignment)

    def get_alignment_file(
        self, wanted: WantedAlignment, *, form: File, if_none_match: str = ""
    ) -> Rendering | None:
        """Return the alignment as a file; none where it is still the one with that ETag.

        Raises:
            Refused: if there is no such kit, or the query is wrong.
        """
        return self._file(_call(f"alignment.{form}", wanted, if_none_match))

    def get_claims(self, wanted: WantedClaims, *, if_none_match: str = "") -> Tagged[Ledger] | None:
        """Return the claims that documents make; none where they are still those with that ETag.

        Raises:
            Refused: if there is no such kit, or the query is wrong.
        """
        return self._tagged(_call("claims", wanted, if_none_match), Ledger)

    def get_claims_file(
        self, wanted: WantedClaims, *, form: File, if_none_match: str = ""
    ) -> Rendering | None:
        """Return the claim ledger as a file; none where it is still the one with that ETag.

        Raises:
            Refused: if there is no such kit, or the query is wrong.
        """
        return self._file(_call(f"claims.{form}", wanted, if_none_match))

    def get_claim(
        self, claim_id: str, wanted: WantedClaims, *, if_none_match: str = ""
    ) -> Tagged[Claim] | None:
        """Return one claim, with all its wordings and where they stand; none where it has that ETag still.

        Raises:
            Refused: if there is none among those that are *wanted*.
        """
        return self._tagged(_call(f"claims/{claim_id}", wanted, if_none_match), Claim)

    def _tagged(self, call: Call, kind: type[Told]) -> Tagged[Told] | None:
        response = self._caller.send(call)
        if not response.content:
            return None
        return Tagged(told(response, kind), response.headers["etag"])

    def _file(self, call: Call) -> Rendering | None:
        response = self._caller.send(call)
        if not response.content:
            return None
        return Rendering(response.content, response.headers["content-type"], response.headers["etag"])


def _call(what: str, wanted: WantedAlignment | WantedClaims, if_none_match: str = "") -> Call:
    labels = wanted.label if isinstance(wanted, WantedAlignment) else ()
    return Call(
        "GET",
        path_of(*what.split("/")),
        repeatable=True,
        params=sent(wanted) | ({"label": list(labels)} if labels else {}),
        headers={"If-None-Match": if_none_match} if if_none_match else {},
        patience=PATIENCE,
    )
