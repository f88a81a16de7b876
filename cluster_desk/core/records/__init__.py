"""One dataclass an entity; each field is declared once."""
