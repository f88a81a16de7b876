"""The check before printing: what looks wrong as a list to go through, and in short beside a paper."""
