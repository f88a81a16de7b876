"""Cluster Desk: the office of an educational cluster, offline."""

__version__ = "0.1.0"
