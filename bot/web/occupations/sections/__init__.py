"""The sections of an occupation's page: each composes what the queries hold under one heading."""
