"""The parts of the council's screen: meetings, agenda, speakers."""
