"""The check before printing."""
