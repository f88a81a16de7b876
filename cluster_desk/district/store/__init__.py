"""The store of a district: its tables by SQLAlchemy Core, the same on SQLite and on PostgreSQL."""
