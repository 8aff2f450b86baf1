"""Add the data of all occupations: O*NET, projections and wages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("occupation") as occupation:
        occupation.add_column(sa.Column("onet_code", sa.String(length=10), nullable=True))
        occupation.add_column(sa.Column("counted_with", sa.Text(), nullable=False, server_default=""))
        occupation.create_index(op.f("ix_occupation_onet_code"), ["onet_code"], unique=False)
    with op.batch_alter_table("dataset") as dataset:
        dataset.add_column(sa.Column("published", sa.String(length=10), nullable=True))
        dataset.add_column(sa.Column("location", sa.Text(), nullable=True))
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
    )
    op.create_index(op.f("ix_area_code"), "area", ["code"], unique=False)
    op.create_index(op.f("ix_area_dataset_id"), "area", ["dataset_id"], unique=False)
    op.create_table(
        "area_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=7), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_name_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_name")),
    )
    op.create_index(op.f("ix_area_name_dataset_id"), "area_name", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_area_name_normalised"), "area_name", ["normalised"], unique=False)
    op.create_table(
        "industry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_industry_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_industry")),
    )
    op.create_index(op.f("ix_industry_code"), "industry", ["code"], unique=False)
    op.create_index(op.f("ix_industry_dataset_id"), "industry", ["dataset_id"], unique=False)
    op.create_table(
        "onet_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_duty_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_duty")),
    )
    op.create_index(op.f("ix_onet_duty_dataset_id"), "onet_duty", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_onet_duty_occupation_code"), "onet_duty", ["occupation_code"], unique=False)
    op.create_table(
        "onet_occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text(), nullable=False),
        sa.Column("job_zone", sa.Integer(), nullable=True),
        sa.Column("wage_code", sa.String(length=7), nullable=True),
        sa.Column("wage_title", sa.Text(), nullable=True),
        sa.Column("projection_code", sa.String(length=7), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_occupation_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_occupation")),
    )
    op.create_index(op.f("ix_onet_occupation_code"), "onet_occupation", ["code"], unique=True)
    op.create_index(op.f("ix_onet_occupation_dataset_id"), "onet_occupation", ["dataset_id"], unique=False)
    op.create_index(
        op.f("ix_onet_occupation_projection_code"), "onet_occupation", ["projection_code"], unique=False
    )
    op.create_index(op.f("ix_onet_occupation_wage_code"), "onet_occupation", ["wage_code"], unique=False)
    op.create_table(
        "onet_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("scale", sa.String(length=20), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("level", sa.Float(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_rating_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_rating")),
    )
    op.create_index(op.f("ix_onet_rating_dataset_id"), "onet_rating", ["dataset_id"], unique=False)
    op.create_index(
        op.f("ix_onet_rating_occupation_code_scale"),
        "onet_rating",
        ["occupation_code", "scale"],
        unique=False,
    )
    op.create_table(
        "onet_related",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("related_code", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_related_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_related")),
    )
    op.create_index(op.f("ix_onet_related_dataset_id"), "onet_related", ["dataset_id"], unique=False)
    op.create_index(
        op.f("ix_onet_related_occupation_code"), "onet_related", ["occupation_code"], unique=False
    )
    op.create_table(
        "onet_technology",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("hot", sa.Boolean(), nullable=False),
        sa.Column("in_demand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_technology_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_technology")),
    )
    op.create_index(op.f("ix_onet_technology_dataset_id"), "onet_technology", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_onet_technology_normalised"), "onet_technology", ["normalised"], unique=False)
    op.create_index(
        op.f("ix_onet_technology_occupation_code"), "onet_technology", ["occupation_code"], unique=False
    )
    op.create_table(
        "projection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("employment_from", sa.Integer(), nullable=False),
        sa.Column("employment_to", sa.Integer(), nullable=False),
        sa.Column("change_percent", sa.Float(), nullable=False),
        sa.Column("self_employed_percent", sa.Float(), nullable=True),
        sa.Column("openings_a_year", sa.Integer(), nullable=False),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("experience", sa.Text(), nullable=True),
        sa.Column("training", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_projection_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projection")),
    )
    op.create_index(op.f("ix_projection_code"), "projection", ["code"], unique=False)
    op.create_index(op.f("ix_projection_dataset_id"), "projection", ["dataset_id"], unique=False)
    op.create_table(
        "wage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("area_code", sa.String(length=7), nullable=False),
        sa.Column("industry_code", sa.String(length=6), nullable=False),
        sa.Column("employment", sa.Integer(), nullable=True),
        sa.Column("hourly_mean", sa.Float(), nullable=True),
        sa.Column("hourly_p10", sa.Float(), nullable=True),
        sa.Column("hourly_p25", sa.Float(), nullable=True),
        sa.Column("hourly_p50", sa.Float(), nullable=True),
        sa.Column("hourly_p75", sa.Float(), nullable=True),
        sa.Column("hourly_p90", sa.Float(), nullable=True),
        sa.Column("annual_mean", sa.Float(), nullable=True),
        sa.Column("annual_p10", sa.Float(), nullable=True),
        sa.Column("annual_p25", sa.Float(), nullable=True),
        sa.Column("annual_p50", sa.Float(), nullable=True),
        sa.Column("annual_p75", sa.Float(), nullable=True),
        sa.Column("annual_p90", sa.Float(), nullable=True),
        sa.Column("location_quotient", sa.Float(), nullable=True),
        sa.Column("top_coded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_wage_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wage")),
    )
    op.create_index(
        op.f("ix_wage_area_code_industry_code"), "wage", ["area_code", "industry_code"], unique=False
    )
    op.create_index(op.f("ix_wage_code_area_code"), "wage", ["code", "area_code"], unique=False)
    op.create_index(op.f("ix_wage_dataset_id"), "wage", ["dataset_id"], unique=False)


def downgrade() -> None:
    """Revert."""
    for table in (
        "wage",
        "industry",
        "area_name",
        "area",
        "projection",
        "onet_related",
        "onet_rating",
        "onet_technology",
        "onet_duty",
        "onet_occupation",
    ):
        op.drop_table(table)
    with op.batch_alter_table("dataset") as dataset:
        dataset.drop_column("location")
        dataset.drop_column("published")
    with op.batch_alter_table("occupation") as occupation:
        occupation.drop_index(op.f("ix_occupation_onet_code"))
        occupation.drop_column("counted_with")
        occupation.drop_column("onet_code")
