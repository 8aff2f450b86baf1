"""fingerprint the passages of a role."""

from __future__ import annotations

import hashlib
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    made = op.create_table(
        "passage_version",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_passage_version_role_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role_id", "kind", name=op.f("pk_passage_version")),
    )
    # Passages that are there already: search finds only what has a fingerprint.
    held = op.get_bind().execute(
        sa.text("SELECT role_id, kind, row_key, hash FROM passage ORDER BY role_id, kind, id")
    )
    versions = [
        {
            "role_id": role_id,
            "kind": kind,
            "fingerprint": hashlib.sha256(
                "\n".join(f"{row.row_key} {row.hash}" for row in rows).encode()
            ).hexdigest(),
        }
        for (role_id, kind), rows in groupby(held, key=lambda row: (row.role_id, row.kind))
    ]
    if versions:
        op.bulk_insert(made, versions)


def downgrade() -> None:
    """Undo."""
    op.drop_table("passage_version")
