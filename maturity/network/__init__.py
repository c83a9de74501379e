"""From which departments staff get help for customers: asked, added up, and read."""
