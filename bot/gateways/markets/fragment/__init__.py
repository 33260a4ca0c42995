"""Fragment: pages of HTML and rows by its inner API; what it sells lies on the chain."""
