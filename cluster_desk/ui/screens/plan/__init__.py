"""The plan's screen in its parts: model, delegate, tree, filters, forms and dialogs."""
