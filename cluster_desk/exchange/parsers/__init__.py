"""Paragraphs and tables read as plans, members, meetings and log entries, with doubts."""
