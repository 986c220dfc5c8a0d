"""`/v1/teams`: what holds for the drafts of each team."""

from typing import Annotated

from fastapi import Path

from service.api.bodies import AS_JSON
from service.api.describing import problems, router
from service.exchange.answers import TeamList
from service.exchange.forms import TeamTerms
from service.exchange.texts import Named
from service.nouns import Identity, Scope, Team
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Teams")

TeamName = Annotated[Named, Path(description="The team's name, as drafts name it.")]


@ROUTER.get("/teams", summary="List teams")
def list_teams(
    who: Annotated[Identity, allowed(Scope.READ)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
) -> TeamList:
    """List the teams for which something else holds than for all."""
    return TeamList(items=parts.records.teams.list())


@ROUTER.get("/teams/{name}", summary="Read a team", responses=problems(404, 422))
def get_team(
    who: Annotated[Identity, allowed(Scope.READ)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    name: TeamName,
) -> Team:
    """Return what holds for the drafts of a team."""
    team = parts.records.teams.get(name)
    if team is None:
        raise not_found("team", name)
    return team


@ROUTER.put("/teams/{name}", summary="Set a team", dependencies=[AS_JSON], responses=problems(413, 415, 422))
def put_team(
    who: Annotated[Identity, allowed(Scope.ADMIN)], parts: PartsOf, name: TeamName, terms: TeamTerms
) -> Team:
    """Say how long a team's drafts are kept, and whether they may be sent to a language model."""
    return parts.records.teams.put(Team(name=name, **dict(terms)), by=who)
