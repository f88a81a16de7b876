"""The parts of the activity log's screen."""
