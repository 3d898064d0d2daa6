"""Sections and their entries."""

import pytest
from django.urls import reverse

from archive.tests.conftest import text_of

pytestmark = pytest.mark.django_db


def test_a_section_lists_its_entries(client, archive):
    page = text_of(client.get(reverse("archive:section", args=["经济发展"])))

    assert "县工信局走访企业" in page and "县工信局培育中小企业" in page
    assert "清洁家园" not in page
