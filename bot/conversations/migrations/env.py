"""Alembic's entry: runs migrations on the connection that ``database.migrate`` passes."""

from alembic import context

from bot.conversations.database import VERSION_TABLE
from bot.conversations.models import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
