"""Alembic's entry: runs migrations on the connection that ``knowledge.database.migrate`` hands over."""

from alembic import context

from knowledge.database import create_knowledge_engine
from knowledge.models import metadata


def run() -> None:
    """Run the migrations on the given connection, or on the configured database."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()
        return
    with create_knowledge_engine().begin() as own:
        context.configure(connection=own, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()


run()
