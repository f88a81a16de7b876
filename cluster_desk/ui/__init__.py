"""The window; with app.py the only place that knows Qt."""
