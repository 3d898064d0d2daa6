"""What the public pages are made of: each module works out one page, or one part of several, as values that a template
prints. None of them knows of requests; what is withdrawn or waits for review is in none of them.
"""
