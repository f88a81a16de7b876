"""The screen of what is under control: papers, decisions, recommendations, plan items; incoming papers; visits."""
