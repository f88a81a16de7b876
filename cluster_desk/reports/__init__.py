"""The papers the office prints."""
