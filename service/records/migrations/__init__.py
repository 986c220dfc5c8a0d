"""Alembic's scripts; `service.records.migrating` runs them."""
