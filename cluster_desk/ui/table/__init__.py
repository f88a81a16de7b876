"""One list for every area: model, view, delegate, columns, copy and paste."""
