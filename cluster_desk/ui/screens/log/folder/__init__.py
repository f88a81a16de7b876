"""An event as a folder: its way from the regulations to the news, and its participants."""
