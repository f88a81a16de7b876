"""The opening screen: what is to be settled today, each a click from being settled."""
