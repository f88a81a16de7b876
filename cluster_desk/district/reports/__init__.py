"""The papers of a district: numbers of many clusters side by side, each as its office told it."""
