"""Files in, documents out: `find_files` says which, `read_document` reads one."""

from kg.read.document import read_document
from kg.read.files import find_files
from kg.read.source import Limits

__all__ = ["Limits", "find_files", "read_document"]
