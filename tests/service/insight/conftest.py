"""Records in databases of each kind, as the tests of the records have them."""

from tests.service.records.conftest import (  # noqa: F401 - fixtures
    postgresql_records_url,
    postgresql_template,
    records,
    records_url,
    sqlite_records_url,
    sqlite_template,
)
