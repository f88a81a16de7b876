"""Plain Python: records, words, dates. No Qt, no SQLAlchemy."""
