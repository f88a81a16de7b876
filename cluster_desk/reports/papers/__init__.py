"""The papers, one file each: `OPTIONS` and `build(read, options) -> Document`."""
