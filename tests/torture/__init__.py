"""Every bad day we can think of, really done: `python -m tests.torture` takes minutes, `test_torture.py` seconds."""
