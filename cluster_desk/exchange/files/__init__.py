"""Files of other programs, opened without trusting them."""
