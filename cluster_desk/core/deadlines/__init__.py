"""Deadlines as people write them: words -> days within a plan's period, the words kept.

vocabulary, tokens -> years, named, recurrence -> grammar (what is said) -> meaning (days in the period);
sentences are for those who type. Most need `meaning` alone.
"""
