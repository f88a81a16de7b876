"""What several papers share: heads, periods, prose, plans, meetings."""
