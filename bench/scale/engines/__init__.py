"""Search engines on the same texts, each asked for the same page: the number of hits, the best twenty with an excerpt
each, and the hits of each year.

An engine is a module with

    NAME            for the report, and TOLD: what exactly it does
    is_here()       why it cannot run on this machine, or ""
    build(place)    make its index of place.rows(), or of floor.cut_rows(place)
    size(place)     bytes on the disk
    open(place)     → an object with page(question) and found(question) → the ids of all hits

where `place` is a `Place`: the folder of the corpus, and the archive in it.
"""
