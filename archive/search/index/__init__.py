"""The index in PostgreSQL: a tsvector of lexemes for every published entry. The only room that says tsvector.

The lexemes are made in Python and stored as they are, without positions; PostgreSQL's own text parser and the
database's locale never see the text. An index hit is therefore a candidate: `service` looks at the texts.
"""
