"""How the program becomes a Windows setup and a portable folder; README.md here tells how a release is made."""
