"""What Alembic runs: the caller has connected, has begun a transaction and will commit it (see `sql_migrate`)."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
