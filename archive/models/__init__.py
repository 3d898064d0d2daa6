"""What the archive keeps: bulletins, their issues and entries, the register of units, the uploaded files, and what
search derives from them and is told by the office.

Every rule that must never be broken is a named constraint here. Nothing in these modules knows how a bulletin is
parsed, imported or searched; `importer` writes the rows, `search.index` derives its own table from them.
"""

from archive.models.issues import (
    UNDATED,
    Attribution,
    Bulletin,
    Entry,
    ErrorReport,
    FormerAddress,
    Issue,
    Section,
    Segment,
    Topic,
    Upload,
)
from archive.models.register import Unit, UnitAlias
from archive.models.revision import Revision, RevisionDue
from archive.models.search import IN_SAMPLE, SAMPLE, EntrySearch
from archive.models.vocabulary import SearchLog, Suggestion, SynonymGroup, Word

__all__ = [
    "IN_SAMPLE",
    "SAMPLE",
    "UNDATED",
    "Attribution",
    "Bulletin",
    "Entry",
    "EntrySearch",
    "ErrorReport",
    "FormerAddress",
    "Issue",
    "Revision",
    "RevisionDue",
    "SearchLog",
    "Section",
    "Segment",
    "Suggestion",
    "SynonymGroup",
    "Topic",
    "Unit",
    "UnitAlias",
    "Upload",
    "Word",
]
