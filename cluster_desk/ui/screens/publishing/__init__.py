"""The screen «Для сайта»: a card for each publication, filled in the site's own editor by hand."""
