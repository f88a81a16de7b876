"""The finished setup tried under Wine, as a secretary would use it: `make installer-test`."""
