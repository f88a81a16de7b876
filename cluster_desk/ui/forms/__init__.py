"""One form for every record, made from its fields, and the list with a form beside it."""
