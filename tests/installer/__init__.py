"""Tests of how the Windows program is built."""
