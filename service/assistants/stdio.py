"""The server on standard input and output, as a program on somebody's machine is started by its assistant."""

import anyio
from mcp.server.stdio import stdio_server

from service.assistants.desk import Desk
from service.assistants.server import server_of

AT_ONCE = 4
"""Calls of the one assistant that are worked on at once."""


def serve(desk: Desk, *, keeps: bool) -> None:
    """Answer by *desk* until standard input ends; *keeps* says whether drafts are kept there."""
    anyio.run(_serve, desk, keeps)


async def _serve(desk: Desk, keeps: bool) -> None:  # noqa: FBT001 - anyio passes arguments by place
    server = server_of(lambda _: desk, keeps=keeps, at_once=AT_ONCE)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
