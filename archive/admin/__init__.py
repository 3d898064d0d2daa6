"""The back office: the register of units is kept here, and what is wrong in the head or foot of an issue is set right.

Rows are written as usual; what follows from a change, names and search index, is done after saving by the functions
that own them. Files are uploaded and approved at the desk, and entries set right there, not here.
"""

from django.contrib import admin

from archive.admin import issues, register, topics, words  # noqa: F401 -- they register what is kept here

admin.site.site_header = admin.site.site_title = "快报资料库后台"
admin.site.index_title = "资料"
