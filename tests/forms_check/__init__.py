"""The form for schools filled in by LibreOffice itself in many ways, good and bad, and read back: `make forms-check`.

`ways.py` says what is typed and what must be read; `in_office.py` types it (the Python of LibreOffice runs it); the
small files that come out are kept in `tests/data/school_forms`, so that `make test` reads them without LibreOffice.
"""
