"""An office's own Word papers: the places in them that change, what each means, and papers filled from the data."""
