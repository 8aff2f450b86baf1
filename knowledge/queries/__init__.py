"""Plain functions that read the knowledge base: a connection and keyword arguments in, records out.

Every function asks by key and index; none loads a whole table except those that list what there is.
"""
