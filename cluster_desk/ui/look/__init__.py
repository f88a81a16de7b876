"""How everything looks: tokens, theme, style sheet, icons, small widgets, the language of Qt."""
