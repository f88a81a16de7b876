"""Shipped in the place of Pillow; see Image.py."""
