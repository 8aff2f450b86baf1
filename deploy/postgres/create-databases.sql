-- Run once, when the volume is new. The knowledge base is made by POSTGRES_DB; this is its neighbour.
CREATE DATABASE conversations OWNER advisor;
