"""Writers: a document to a file. Each module has `write(document, path, progress)`; `formats` chooses among them."""
