"""Datasets: tables of published data, imported in bulk beside the curated content.

A :class:`~knowledge.datasets.dataset.Dataset` names the tables that it fills and yields their rows in
batches; :func:`~knowledge.datasets.importer.import_dataset` replaces its rows in one transaction.
"""
