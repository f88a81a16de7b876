"""The file itself: made, opened, locked, checked, brought up from an older version."""
