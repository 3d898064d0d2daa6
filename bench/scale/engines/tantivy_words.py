"""tantivy, a fast engine in Rust, over the words that jieba cuts."""

import shutil

NAME = "tantivy"
TOLD = (
    "tantivy over jieba's words: all words of each part are required in title or body, a quoted part as a phrase; best 20 by BM25 "
    "with a snippet each, count, and hits by year as an aggregation; of a sentence any of its words"
)


def is_here() -> str:
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return "not installed (requirements-bench.txt)"
    return ""


def _folder(place):
    return place.folder / "tantivy"


def _schema():
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("title", "rest"):
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace")
    builder.add_unsigned_field("id", stored=True, fast=True)
    builder.add_unsigned_field("year", fast=True)
    return builder.build()


def build(place) -> None:
    import tantivy

    from scale.floor import cut_rows

    shutil.rmtree(_folder(place), ignore_errors=True)
    _folder(place).mkdir()
    index = tantivy.Index(_schema(), path=str(_folder(place)))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for pk, year, title, rest in cut_rows(place):
        document = tantivy.Document()
        document.add_unsigned("id", pk)
        document.add_unsigned("year", year or 0)
        document.add_text("title", " ".join(title))
        document.add_text("rest", " ".join(rest))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def size(place) -> int:
    return sum(file.stat().st_size for file in _folder(place).rglob("*") if file.is_file())


def open(place):
    return Tantivy(place)


class Tantivy:
    def __init__(self, place):
        import tantivy

        self.tantivy, self.schema = tantivy, _schema()
        self.index = tantivy.Index(self.schema, path=str(_folder(place)))
        self.index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self.index.reload()
        self.searcher = self.index.searcher()

    def page(self, question):
        query = self._query(question)
        result = self.searcher.search(query, limit=20, count=True)
        snippets = self.tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "rest")
        best = [
            (document["id"], document["title"], snippets.snippet_from_doc(document).to_html())
            for document in (self.searcher.doc(address) for _, address in result.hits)
        ]
        years = self.searcher.aggregate(query, {"years": {"terms": {"field": "year", "size": 100}}})
        return result.count, best, years

    def found(self, question) -> set[int]:
        result = self.searcher.search(self._query(question), limit=max(self.searcher.num_docs, 1), count=False)
        return set(self.searcher.fast_field_values("id", [address for _, address in result.hits]))

    def _query(self, question):
        from archive.search.tokenizer import words

        must, should = self.tantivy.Occur.Must, self.tantivy.Occur.Should
        if question.is_sentence:
            cut = dict.fromkeys(word for part in question.wanted for word in words(part) if len(word) > 1)
            return self._query_of([(should, self._anywhere([word])) for word in cut])
        clauses = []
        for part, is_quoted in zip(question.wanted, question.quoted, strict=True):
            cut = words(part)
            clauses += [(must, self._anywhere(cut))] if is_quoted else [(must, self._anywhere([word])) for word in cut]
        clauses += [(self.tantivy.Occur.MustNot, self._anywhere(words(part))) for part in question.refused]
        return self._query_of(clauses)

    def _query_of(self, clauses):
        return self.tantivy.Query.boolean_query(clauses)

    def _anywhere(self, cut: list[str]):
        make = self.tantivy.Query
        fields = [
            make.term_query(self.schema, field, cut[0]) if len(cut) == 1 else make.phrase_query(self.schema, field, cut)
            for field in ("title", "rest")
        ]
        return make.boolean_query([(self.tantivy.Occur.Should, each) for each in fields])
