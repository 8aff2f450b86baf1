"""Keep what is known of each turn beside its text, and the figures of days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDICES = {
    "turn_at": ["at"],
    "turn_outcome": ["outcome", "at"],
    "turn_topic": ["topic", "at"],
    "turn_occupation": ["occupation", "at"],
}
TALLIES = ("answered", "partial", "unknown", "clarify", "smalltalk", "error", "up", "down")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "turn",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=True),
        sa.Column("occupation", sa.String(length=80), nullable=True),
        sa.Column("intent", sa.String(length=80), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(length=32), nullable=True),
        sa.Column("first_today", sa.Boolean(), nullable=False),
        sa.Column("first_ever", sa.Boolean(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "id"),
    )
    for name, columns in INDICES.items():
        op.create_index(name, "turn", columns)
    uncounted = sa.text("NOT is_counted")
    op.create_index("turn_uncounted", "turn", ["at"], sqlite_where=uncounted, postgresql_where=uncounted)
    day, channel = ("day", sa.Date()), ("channel", sa.String(length=20))
    topic, occupation = ("topic", sa.String(length=80)), ("occupation", sa.String(length=80))
    _figures("hour_figures", (day, ("hour", sa.Integer()), channel), ("people", "conversations", *TALLIES))
    _figures("topic_figures", (day, channel, topic), TALLIES)
    _figures("occupation_figures", (day, channel, occupation), TALLIES)
    _figures("cell_figures", (day, occupation, topic), TALLIES)
    _figures("latency_figures", (day, channel, ("bucket", sa.Integer())), ("turns",))
    _figures("reason_figures", (day, channel, ("reason", sa.String(length=20))), ("ratings",))


def _figures(name: str, keys: tuple, counted: tuple[str, ...]) -> None:
    op.create_table(
        name,
        *(sa.Column(key, kind, nullable=False, autoincrement=False) for key, kind in keys),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in counted),
        sa.PrimaryKeyConstraint(*(key for key, _kind in keys)),
    )


def downgrade() -> None:
    """Undo."""
    for kind in ("reason", "latency", "cell", "occupation", "topic", "hour"):
        op.drop_table(f"{kind}_figures")
    op.drop_index("turn_uncounted", table_name="turn")
    for name in INDICES:
        op.drop_index(name, table_name="turn")
    op.drop_table("turn")
