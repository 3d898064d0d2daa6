"""Help for the person who types: completions while typing, what was meant by a slip, and a way on from nothing found.

Everything that is offered leads to something: what is not sure to be in a published entry any more is asked of the
index before it is shown. Nothing is ever rewritten unasked.
"""

from archive.search.suggest.completion import Suggested, complete
from archive.search.suggest.repair import Asked, Nothing, Way, did_you_mean, why_nothing

__all__ = ["Asked", "Nothing", "Suggested", "Way", "complete", "did_you_mean", "why_nothing"]
