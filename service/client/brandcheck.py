"""The client itself: its connection, and the methods for waivers, teams, keys and the audit log."""

import datetime
from types import TracebackType
from typing import Self

import httpx2

from service.client.batches import BatchesClient
from service.client.calling import Call, Caller, path_of
from service.client.checks import ChecksClient
from service.client.deliveries import DeliveriesClient
from service.client.gates import GatesClient
from service.client.hooks import HooksClient
from service.client.insight import InsightClient
from service.client.kits import KitsClient
from service.exchange.answers import AuditPage, CreatedKey, KeyList, TeamList, WaiverList
from service.exchange.forms import NewKey, NewWaiver, TeamTerms
from service.nouns import ApiKey, Team, WaiverRecord

HERE = "http://127.0.0.1:8000"
"""Where the service of this machine is."""


class Brandcheck(
    ChecksClient, BatchesClient, KitsClient, InsightClient, DeliveriesClient, GatesClient, HooksClient
):
    """One service, and what one can ask of it; safe to use from several threads at once."""

    def __init__(
        self,
        url: str = HERE,
        *,
        key: str = "",
        timeout: float = 30.0,
        repeats: int = 3,
        client: httpx2.Client | None = None,
    ) -> None:
        """Name the service; nothing is sent before the first call.

        Args:
            url: its address.
            key: the secret of an API key; none is needed on the service's own machine.
            timeout: seconds to wait for each step of an answer.
            repeats: how often a call is repeated that may be.
            client: what sends, where proxies or certificates are to be set.
        """
        sending = client or httpx2.Client(timeout=timeout)
        sending.base_url = httpx2.URL(url)
        sending.headers.update({"Accept": "application/json"})
        if key:
            sending.headers["Authorization"] = f"Bearer {key}"
        self._caller = Caller(sending, repeats=repeats)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._caller.close()

    def list_waivers(self, *, kit: str = "", holding_on: datetime.date | None = None) -> WaiverList:
        """Return the waivers, the newest first; with a day, those that hold on it.

        Raises:
            Refused: if they may not be seen.
        """
        params = {"kit": kit} if kit else {}
        params |= {"holding_on": holding_on.isoformat()} if holding_on else {}
        return self._caller.ask(Call("GET", path_of("waivers"), repeatable=True, params=params), WaiverList)

    def create_waiver(self, new: NewWaiver) -> WaiverRecord:
        """Accept a finding, until a day.

        Raises:
            Refused: if it does not say what is accepted, or there is no such kit.
        """
        return self._caller.ask(Call("POST", path_of("waivers"), body=new), WaiverRecord)

    def end_waiver(self, waiver_id: str) -> WaiverRecord:
        """Take a waiver back.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("DELETE", path_of("waivers", waiver_id), repeatable=True), WaiverRecord)

    def list_teams(self) -> TeamList:
        """Return the teams for which something else holds than for all.

        Raises:
            Refused: if they may not be seen.
        """
        return self._caller.ask(Call("GET", path_of("teams"), repeatable=True), TeamList)

    def get_team(self, name: str) -> Team:
        """Return what holds for the drafts of a team.

        Raises:
            Refused: if nothing special does.
        """
        return self._caller.ask(Call("GET", path_of("teams", name), repeatable=True), Team)

    def put_team(self, name: str, terms: TeamTerms) -> Team:
        """Say what holds for the drafts of a team.

        Raises:
            Refused: if it may not be said.
        """
        return self._caller.ask(Call("PUT", path_of("teams", name), repeatable=True, body=terms), Team)

    def list_keys(self) -> KeyList:
        """Return all keys, without their secrets.

        Raises:
            Refused: if they may not be seen.
        """
        return self._caller.ask(Call("GET", path_of("keys"), repeatable=True), KeyList)

    def create_key(self, new: NewKey) -> CreatedKey:
        """Make a key; its secret is in this answer and nowhere else.

        Raises:
            Refused: if it may not be made.
        """
        return self._caller.ask(Call("POST", path_of("keys"), body=new), CreatedKey)

    def revoke_key(self, key_id: str) -> ApiKey:
        """Refuse a key from now on.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("DELETE", path_of("keys", key_id), repeatable=True), ApiKey)

    def list_audit(self, *, cursor: str = "", limit: int = 50) -> AuditPage:
        """Return a page of the audit log, the newest entry first.

        Raises:
            Refused: if it may not be seen.
        """
        params = {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})
        return self._caller.ask(Call("GET", path_of("audit"), repeatable=True, params=params), AuditPage)
