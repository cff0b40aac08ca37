"""Turn a folder of articles into a cited brief: who met, what was agreed, what threats were cited."""

__version__ = "0.1.0"
