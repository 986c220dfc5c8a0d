"""What Alembic runs: the migrations on the connection that is handed over, or on `-x url=…`."""

from alembic import context
from sqlalchemy import Connection

from service.records.database import Database
from service.records.migrating import VERSIONS
from service.records.tables import Row


def run(connection: Connection) -> None:
    """Run the migrations on *connection*, all in the transaction that it is in."""
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        version_table=VERSIONS,
        render_as_batch=True,
        transactional_ddl=True,
        include_name=lambda name, kind, _: kind != "table" or str(name).startswith("records_"),
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(context.get_x_argument(as_dictionary=True)["url"]).changing() as opened:
        run(opened)
