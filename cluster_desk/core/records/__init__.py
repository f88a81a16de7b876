"""One dataclass an entity; each field is told once."""
