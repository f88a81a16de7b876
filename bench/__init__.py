"""Speed and memory beside a peer, both in one run: `make bench`."""
