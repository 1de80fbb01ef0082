"""Everything that policykg raises on purpose.

KgError
├── ReadError                 one file cannot be read; the run goes on without it
│   ├── EmptyFileError
│   ├── BinaryFileError
│   ├── ScannedPdfError
│   ├── ProtectedFileError
│   ├── CorruptFileError
│   ├── TooLargeError
│   ├── UnknownFormatError
│   ├── TooRichError
│   ├── TooSlowError
│   ├── CrashError            it ended the process that read it
│   └── FailureError          it met a mistake of ours
├── NoInputError              no readable file at all
├── NotFoundError             a name, file or parameter that does not exist; knows near matches
├── UsageError                arguments that do not fit together
├── QueryError                a SPARQL text that does not parse or run
├── StoreError                a store or endpoint that cannot be opened or reached
├── WorkerError               processes or a cluster that do not start
├── OutputError               a folder that cannot be written
├── BusyError                 a folder that another build is writing
└── MissingExtraError         an optional library is not installed

Classes keep fields; the message is built from them and says what, where and what to do next.
"""

from collections.abc import Sequence


class KgError(Exception):
    """The root: catch this to catch all of ours."""


class ReadError(KgError):
    """A file that cannot be read. Subclasses say why and what to do."""

    problem = "cannot be read"
    remedy = "check the file"

    def __init__(self, path: str, detail: str = "") -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail

    @property
    def reason(self) -> str:
        """The sentence without the path, for reports that have the path beside it."""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.problem}{detail}; {self.remedy}."

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class EmptyFileError(ReadError):
    """Nothing in it, or nothing but white space."""

    problem = "has no text"
    remedy = "save the report again, or remove the file"


class BinaryFileError(ReadError):
    """Bytes that are no text in any encoding we know."""

    problem = "is not text in UTF-8, UTF-16, GB18030 or Big5"
    remedy = "save it as UTF-8 text, or as .docx, .pdf or .html"


class ScannedPdfError(ReadError):
    """A PDF of pictures."""

    problem = "is a PDF without a text layer, most likely a scan"
    remedy = "run it through OCR first and save the result as text or searchable PDF"


class ProtectedFileError(ReadError):
    """A password is needed."""

    problem = "is protected by a password"
    remedy = "remove the protection and try again"


class CorruptFileError(ReadError):
    """The format is known, the content is broken."""

    problem = "is damaged"
    remedy = "open and save it again in the program that made it"


class TooLargeError(ReadError):
    """More than the limits allow."""

    problem = "is larger than the limit"
    remedy = "split it, or raise the limit with --max-bytes"


class UnknownFormatError(ReadError):
    """An ending that no reader takes."""

    problem = "has a format that is not read"
    remedy = "use .txt, .md, .html, .docx or .pdf"


class TooRichError(ReadError):
    """More came of it than a row of Spark holds."""

    problem = "gives more triples than a row of Spark holds"
    remedy = "split it, or build it on one machine"


class TooSlowError(ReadError):
    """It takes longer than the limit allows, or never ends."""

    problem = "takes longer than the limit"
    remedy = "leave it out, or raise the limit with --max-seconds"


class CrashError(ReadError):
    """Each process that read it ended: a crash in a library, or no memory left."""

    problem = "ended the process that read it, twice"
    remedy = "leave it out, and report the file"


class FailureError(ReadError):
    """It made us fail in a way that nobody thought of."""

    problem = "met a mistake of this program"
    remedy = "leave it out, and report the file"


class NoInputError(KgError):
    """Nothing to work on."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(paths)
        self.paths = tuple(paths)

    def __str__(self) -> str:
        places = ", ".join(self.paths)
        return f"No readable report in {places}. Give files or folders with .txt, .md, .html, .docx or .pdf in them."


class NotFoundError(KgError):
    """Something asked for by name that is not there."""

    def __init__(self, kind: str, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(kind, name, near)
        self.kind = kind
        self.name = name
        self.near = tuple(near)

    def __str__(self) -> str:
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        return f"There is no {self.kind} “{self.name}”.{hint}"


class UsageError(KgError):
    """Arguments that cannot be used as given; the message says which and how to mend them."""


class QueryError(KgError):
    """A question that cannot be run."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail

    def __str__(self) -> str:
        return f"The query {self.name} cannot be run: {self.detail}"


class StoreError(KgError):
    """A store that cannot be opened or reached."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(place, detail)
        self.place = place
        self.detail = detail

    def __str__(self) -> str:
        return f"The store {self.place} cannot be used: {self.detail}"


class WorkerError(KgError):
    """Processes or a cluster that cannot be put to work; the message says which and what to do."""


class RefusedError(KgError):
    """A request that `kg serve` will not carry out; `status` is the HTTP status to say so with."""

    def __init__(self, detail: str, *, status: int = 403) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status


class OutputError(KgError):
    """A place that cannot be written."""

    def __init__(self, place: str, detail: str, *, remedy: str) -> None:
        super().__init__(place, detail, remedy)
        self.place = place
        self.detail = detail
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place} cannot be written: {self.detail}. {self.remedy}"


class BusyError(KgError):
    """A place that another process is writing."""

    def __init__(self, place: str, holder: str) -> None:
        super().__init__(place, holder)
        self.place = place
        self.holder = holder

    def __str__(self) -> str:
        who = f" ({self.holder})" if self.holder else ""
        return f"Another build is writing {self.place}{who}. Wait until it has ended, or choose another folder with -o."


class MissingExtraError(KgError):
    """A feature whose optional library is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(feature, extra)
        self.feature = feature
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.feature} needs an optional library: pip install 'policykg[{self.extra}]'"
