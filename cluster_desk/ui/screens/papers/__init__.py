"""A paper before it is printed: options, preview, saving, printing."""
