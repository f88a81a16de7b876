"""The view over many clusters: what offices deliver, the store it is loaded into, the reports of a district."""
