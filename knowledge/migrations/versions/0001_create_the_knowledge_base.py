"""Create the knowledge base."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "content_version",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_content_version")),
    )
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset")),
        sa.UniqueConstraint("key", name=op.f("uq_dataset_key")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=True),
        sa.Column("chart_type", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("key", name=op.f("uq_measure_key")),
    )
    op.create_table(
        "occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text(), nullable=False),
        sa.Column("featured", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
        sa.UniqueConstraint("key", name=op.f("uq_occupation_key")),
    )
    op.create_index(op.f("ix_occupation_featured"), "occupation", ["featured"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_supplied", sa.Boolean(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("date_note", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("group", sa.String(length=80), nullable=False),
        sa.Column("tells", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("key", name=op.f("uq_topic_key")),
    )
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("other_occupation_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.Text(), nullable=False),
        sa.Column("layout", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("other_text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_comparison_occupation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_occupation_id"],
            ["occupation.id"],
            name=op.f("fk_comparison_other_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_comparison_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
        sa.UniqueConstraint("key", name=op.f("uq_comparison_key")),
    )
    op.create_index(
        op.f("ix_comparison_occupation_id_other_occupation_id_layout_rank"),
        "comparison",
        ["occupation_id", "other_occupation_id", "layout", "rank"],
        unique=False,
    )
    op.create_index(
        op.f("ix_comparison_other_occupation_id"), "comparison", ["other_occupation_id"], unique=False
    )
    op.create_index(op.f("ix_comparison_source_id"), "comparison", ["source_id"], unique=False)
    op.create_table(
        "disagreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_disagreement_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_disagreement_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreement")),
        sa.UniqueConstraint("key", name=op.f("uq_disagreement_key")),
    )
    op.create_index(op.f("ix_disagreement_occupation_id"), "disagreement", ["occupation_id"], unique=False)
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_entity_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("key", name=op.f("uq_entity_key")),
    )
    op.create_index(op.f("ix_entity_kind"), "entity", ["kind"], unique=False)
    op.create_table(
        "misconception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("belief", sa.Text(), nullable=False),
        sa.Column("reality", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_misconception_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_misconception_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_misconception_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misconception")),
        sa.UniqueConstraint("key", name=op.f("uq_misconception_key")),
    )
    op.create_index(
        op.f("ix_misconception_occupation_id_rank"), "misconception", ["occupation_id", "rank"], unique=False
    )
    op.create_index(op.f("ix_misconception_source_id"), "misconception", ["source_id"], unique=False)
    op.create_table(
        "occupation_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_occupation_alias_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation_alias")),
    )
    op.create_index(op.f("ix_occupation_alias_normalised"), "occupation_alias", ["normalised"], unique=False)
    op.create_index(
        op.f("ix_occupation_alias_occupation_id"), "occupation_alias", ["occupation_id"], unique=False
    )
    op.create_table(
        "occupation_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_occupation_code_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_occupation_code_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation_code")),
    )
    op.create_index(
        op.f("ix_occupation_code_occupation_id"), "occupation_code", ["occupation_id"], unique=False
    )
    op.create_index(
        op.f("ix_occupation_code_scheme_code"), "occupation_code", ["scheme", "code"], unique=False
    )
    op.create_table(
        "occupation_title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_occupation_title_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation_title")),
    )
    op.create_index(op.f("ix_occupation_title_dataset_id"), "occupation_title", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_occupation_title_normalised"), "occupation_title", ["normalised"], unique=False)
    op.create_index(
        op.f("ix_occupation_title_occupation_code"), "occupation_title", ["occupation_code"], unique=False
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_passage_occupation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_index(op.f("ix_passage_occupation_id_kind"), "passage", ["occupation_id", "kind"], unique=False)
    op.create_table(
        "passage_version",
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_passage_version_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occupation_id", "kind", name=op.f("pk_passage_version")),
    )
    op.create_table(
        "related_occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("other_occupation_id", sa.Integer(), nullable=True),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_related_occupation_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_occupation_id"],
            ["occupation.id"],
            name=op.f("fk_related_occupation_other_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_related_occupation_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_related_occupation")),
        sa.UniqueConstraint("key", name=op.f("uq_related_occupation_key")),
    )
    op.create_index(
        op.f("ix_related_occupation_occupation_id_kind_rank"),
        "related_occupation",
        ["occupation_id", "kind", "rank"],
        unique=False,
    )
    op.create_index(
        op.f("ix_related_occupation_other_occupation_id"),
        "related_occupation",
        ["other_occupation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_related_occupation_source_id"), "related_occupation", ["source_id"], unique=False
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_statement_occupation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_statement_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_statement_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("key", name=op.f("uq_statement_key")),
    )
    op.create_index(
        op.f("ix_statement_occupation_id_topic_id_kind_rank"),
        "statement",
        ["occupation_id", "topic_id", "kind", "rank"],
        unique=False,
    )
    op.create_index(op.f("ix_statement_source_id"), "statement", ["source_id"], unique=False)
    op.create_table(
        "association",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=10), nullable=False),
        sa.Column("skill_type", sa.String(length=10), nullable=True),
        sa.Column("in_demand", sa.Boolean(), nullable=False),
        sa.Column("widely_held", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_association_entity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_association_occupation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_association_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_association_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association")),
        sa.UniqueConstraint("key", name=op.f("uq_association_key")),
    )
    op.create_index(op.f("ix_association_entity_id"), "association", ["entity_id"], unique=False)
    op.create_index(
        op.f("ix_association_occupation_id_topic_id"),
        "association",
        ["occupation_id", "topic_id"],
        unique=False,
    )
    op.create_index(op.f("ix_association_source_id"), "association", ["source_id"], unique=False)
    op.create_table(
        "certification",
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("courses", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_certification_entity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity_id", name=op.f("pk_certification")),
    )
    op.create_table(
        "disagreement_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disagreement_id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["disagreement_id"],
            ["disagreement.id"],
            name=op.f("fk_disagreement_row_disagreement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreement_row")),
    )
    op.create_index(
        op.f("ix_disagreement_row_disagreement_id"), "disagreement_row", ["disagreement_id"], unique=False
    )
    op.create_index(op.f("ix_disagreement_row_row_key"), "disagreement_row", ["row_key"], unique=False)
    op.create_table(
        "entity_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_entity_alias_entity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_alias")),
    )
    op.create_index(op.f("ix_entity_alias_entity_id"), "entity_alias", ["entity_id"], unique=False)
    op.create_index(op.f("ix_entity_alias_normalised"), "entity_alias", ["normalised"], unique=False)
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=9), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("bound", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_figure_entity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_figure_measure_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_figure_occupation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_figure_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_figure_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("key", name=op.f("uq_figure_key")),
    )
    op.create_index(op.f("ix_figure_entity_id"), "figure", ["entity_id"], unique=False)
    op.create_index(
        op.f("ix_figure_occupation_id_topic_id_measure_id_rank"),
        "figure",
        ["occupation_id", "topic_id", "measure_id", "rank"],
        unique=False,
    )
    op.create_index(op.f("ix_figure_source_id"), "figure", ["source_id"], unique=False)
    op.create_table(
        "misconception_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("misconception_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["misconception_id"],
            ["misconception.id"],
            name=op.f("fk_misconception_point_misconception_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misconception_point")),
        sa.UniqueConstraint("misconception_id", "rank", name=op.f("uq_misconception_point_misconception_id")),
    )
    op.create_table(
        "statement_entity",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_statement_entity_entity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_entity_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "entity_id", name=op.f("pk_statement_entity")),
    )
    op.create_index(op.f("ix_statement_entity_entity_id"), "statement_entity", ["entity_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_statement_entity_entity_id"), table_name="statement_entity")
    op.drop_table("statement_entity")
    op.drop_table("misconception_point")
    op.drop_index(op.f("ix_figure_source_id"), table_name="figure")
    op.drop_index(op.f("ix_figure_occupation_id_topic_id_measure_id_rank"), table_name="figure")
    op.drop_index(op.f("ix_figure_entity_id"), table_name="figure")
    op.drop_table("figure")
    op.drop_index(op.f("ix_entity_alias_normalised"), table_name="entity_alias")
    op.drop_index(op.f("ix_entity_alias_entity_id"), table_name="entity_alias")
    op.drop_table("entity_alias")
    op.drop_index(op.f("ix_disagreement_row_row_key"), table_name="disagreement_row")
    op.drop_index(op.f("ix_disagreement_row_disagreement_id"), table_name="disagreement_row")
    op.drop_table("disagreement_row")
    op.drop_table("certification")
    op.drop_index(op.f("ix_association_source_id"), table_name="association")
    op.drop_index(op.f("ix_association_occupation_id_topic_id"), table_name="association")
    op.drop_index(op.f("ix_association_entity_id"), table_name="association")
    op.drop_table("association")
    op.drop_index(op.f("ix_statement_source_id"), table_name="statement")
    op.drop_index(op.f("ix_statement_occupation_id_topic_id_kind_rank"), table_name="statement")
    op.drop_table("statement")
    op.drop_index(op.f("ix_related_occupation_source_id"), table_name="related_occupation")
    op.drop_index(op.f("ix_related_occupation_other_occupation_id"), table_name="related_occupation")
    op.drop_index(op.f("ix_related_occupation_occupation_id_kind_rank"), table_name="related_occupation")
    op.drop_table("related_occupation")
    op.drop_table("passage_version")
    op.drop_index(op.f("ix_passage_occupation_id_kind"), table_name="passage")
    op.drop_table("passage")
    op.drop_index(op.f("ix_occupation_title_occupation_code"), table_name="occupation_title")
    op.drop_index(op.f("ix_occupation_title_normalised"), table_name="occupation_title")
    op.drop_index(op.f("ix_occupation_title_dataset_id"), table_name="occupation_title")
    op.drop_table("occupation_title")
    op.drop_index(op.f("ix_occupation_code_scheme_code"), table_name="occupation_code")
    op.drop_index(op.f("ix_occupation_code_occupation_id"), table_name="occupation_code")
    op.drop_table("occupation_code")
    op.drop_index(op.f("ix_occupation_alias_occupation_id"), table_name="occupation_alias")
    op.drop_index(op.f("ix_occupation_alias_normalised"), table_name="occupation_alias")
    op.drop_table("occupation_alias")
    op.drop_index(op.f("ix_misconception_source_id"), table_name="misconception")
    op.drop_index(op.f("ix_misconception_occupation_id_rank"), table_name="misconception")
    op.drop_table("misconception")
    op.drop_index(op.f("ix_entity_kind"), table_name="entity")
    op.drop_table("entity")
    op.drop_index(op.f("ix_disagreement_occupation_id"), table_name="disagreement")
    op.drop_table("disagreement")
    op.drop_index(op.f("ix_comparison_source_id"), table_name="comparison")
    op.drop_index(op.f("ix_comparison_other_occupation_id"), table_name="comparison")
    op.drop_index(
        op.f("ix_comparison_occupation_id_other_occupation_id_layout_rank"), table_name="comparison"
    )
    op.drop_table("comparison")
    op.drop_table("topic")
    op.drop_table("source")
    op.drop_index(op.f("ix_occupation_featured"), table_name="occupation")
    op.drop_table("occupation")
    op.drop_table("measure")
    op.drop_table("dataset")
    op.drop_table("content_version")
