"""The area of the office's own Word papers."""
