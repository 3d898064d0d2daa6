"""The parts of bench/search_scale.py: the corpus, the questions, the engines that answer them, and the report."""
