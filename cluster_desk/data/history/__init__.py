"""Every change, by triggers: undo, redo, what was deleted."""
