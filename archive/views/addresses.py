"""Addresses that lead elsewhere, and what is said of those that lead nowhere."""

import re

from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect

from archive.models import Entry, Issue
from archive.search.query import issue_reference


def elsewhere(year, number, order=None):
    """The issue or entry that is meant by an address which is not its own: a fragment keeps its first address when its
    number comes to be known. What an issue of this address does not hold is held by no other: then, and otherwise, a 404
    that says what there is."""
    if Issue.objects.filter(address=f"{year}/{number}").exists():
        raise Http404(why_not_there(year, number, order))
    named = issue_reference(f"{year}-{number}")  # with a year always: without one it takes no dash
    found = named and Issue.objects.published().numbered(*named).order_by("pk").first()
    meant = found and (found if order is None else found.entries.filter(address=order).first())
    if meant is None:
        raise Http404(why_not_there(year, number, order))
    return meant


def moved(year, number, address):
    """To the entry of which the one that had this address has become part; not for good, for it may come back."""
    entries = Entry.objects.published().select_related("issue")
    entry = entries.filter(
        former_addresses__issue__address=f"{year}/{number}", former_addresses__address=address
    ).first()
    return entry and redirect(entry)


def why_not_there(year, number, order=None):
    if not re.fullmatch(r"[0-9]{4}/[0-9]{1,4}", f"{year}/{number}"):
        return "这个地址没有收录。"
    issues = Issue.objects.published().filter(year=int(year))
    if order and issues.filter(number=int(number)).exists():
        return f"{year}年第{number}期没有第{order}条。"
    last = issues.order_by(F("number").desc(nulls_last=True)).values_list("number", flat=True).first()
    return f"没有{year}年第{number}期。" + (f"{year}年目前到第{last}期。" if last else "")
