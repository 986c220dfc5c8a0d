"""One module a migration, in the order that their `down_revision`s say."""
