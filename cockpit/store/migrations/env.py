"""Alembic's way in: it migrates the connection it is handed."""

from alembic import context

from cockpit.store import sums  # noqa: F401  (declares the sum tables)
from cockpit.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
    transactional_ddl=False,
)
context.run_migrations()
