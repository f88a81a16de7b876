"""The district: packages, the store on SQLite and on PostgreSQL, its reports."""
