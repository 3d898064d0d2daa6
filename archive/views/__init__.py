"""The public pages. Every queryset here starts from `.published()`: what is withdrawn or waits for review is not there,
its address is a 404.

A view looks up its subject first and gives a 404 in words when there is none; then it builds one context and renders one
template. What a page is made of is worked out by the modules of `archive` that know nothing of requests.
"""
