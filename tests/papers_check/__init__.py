"""Every paper of several files on several days, held against the bare rows: nothing on it that nobody entered."""
