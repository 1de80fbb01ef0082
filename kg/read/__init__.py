"""Files in, documents out: `find_files` says which, `read_document` reads one, `is_plain` says how."""

from kg.read.document import is_plain, read_document
from kg.read.files import find_files
from kg.read.source import Limits

__all__ = ["Limits", "find_files", "is_plain", "read_document"]
