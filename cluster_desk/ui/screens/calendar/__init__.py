"""The parts of the calendar's screen."""
