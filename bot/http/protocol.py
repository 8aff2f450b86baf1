"""The HTTP protocol of both servers: bytes that Sanic 21.12 fails on are answered with a 4xx.

Sanic parses the request line once more to report a failure. Where that line is the failure, its error page
fails as well and the connection is closed without an answer; a proxy then takes the whole server for dead.
"""

from __future__ import annotations

import time

from sanic.compat import Header
from sanic.exceptions import InvalidUsage, PayloadTooLarge, RequestTimeout, SanicException
from sanic.http import Http, Stage
from sanic.server.protocols.http_protocol import HttpProtocol

MAX_BODY_BYTES = 1_000_000  # of a request to the Rasa server
REQUEST_SECONDS = 30.0  # for a whole request to arrive …
STALLED_SECONDS = 10.0  # … and between two parts of its body
# Headers that are compared, parsed or believed: they must be ASCII. In others a stray byte is replaced.
STRICT_HEADERS = frozenset(
    {
        "host",
        "origin",
        "content-type",
        "content-length",
        "transfer-encoding",
        "connection",
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-real-ip",
        "last-event-id",
    }
)


class StrictHttp(Http):
    """Sanic's HTTP/1.1 with a check of the request's head."""

    __slots__ = ("began",)  # when the first bytes of the request came

    async def http1_request_header(self) -> None:
        """Receive and parse the head of a request.

        Raises:
            SanicException: with a 4xx status, for any fault of the head.
        """
        self.began = time.monotonic()
        try:
            await super().http1_request_header()  # type: ignore[no-untyped-call]
            self.request.headers = _checked(self.request.headers)
        except SanicException:
            self._leave_body_unread()
            raise
        except Exception:  # noqa: BLE001 - Sanic and its parsers raise many kinds on bad bytes
            self._leave_body_unread()
            raise InvalidUsage("the request line or a header cannot be read") from None
        if self.request_body is True and self.request_bytes_left > self.request_max_size:
            self.keep_alive = False
            raise PayloadTooLarge(f"send at most {self.request_max_size} bytes")

    def is_late(self, silent: float) -> bool:
        """Return whether the request has not arrived in time, after so many seconds without a byte."""
        waits_for_body = self.stage is Stage.HANDLER and bool(self.request_body)
        if not (waits_for_body or self.stage is Stage.REQUEST):
            return False
        late = time.monotonic() - self.began > REQUEST_SECONDS
        return late or (waits_for_body and silent > STALLED_SECONDS)

    def _leave_body_unread(self) -> None:
        """End the connection after the answer: a length that is in doubt cannot be read to its end.

        Sanic reads on after a failure, and at a negative length it does so for ever without letting the
        event loop go on: one request would stop the server.
        """
        self.request_body = None
        self.keep_alive = False

    def create_empty_request(self) -> None:
        """Create the request that a failure is reported for, without the URL that may be the failure."""
        self.url = None
        super().create_empty_request()


class StrictHttpProtocol(HttpProtocol):
    """Sanic's connection protocol over :class:`StrictHttp`."""

    def _setup_connection(self) -> None:
        self._http = StrictHttp(self)  # type: ignore[no-untyped-call]
        self._time = time.monotonic()  # of the last byte that came or went
        self.check_timeouts()

    def check_timeouts(self) -> None:
        """End a request that does not arrive; Sanic would wait for its body as for the handler's answer."""
        http = self._http
        if self._task and isinstance(http, StrictHttp) and http.is_late(time.monotonic() - self._time):
            http.exception = RequestTimeout("the request did not arrive in time")
            self._task.cancel()
            return
        super().check_timeouts()  # type: ignore[no-untyped-call]


def _checked(headers: Header) -> Header:
    """Return the headers as valid Unicode.

    Raises:
        InvalidUsage: one that must be ASCII is not, or the length of the body is ambiguous.
    """
    for name in STRICT_HEADERS & set(headers):
        if not all(value.isascii() for value in headers.getall(name)):
            raise InvalidUsage(f"the header {name} must be ASCII")
    lengths = set(headers.getall("content-length", []))
    if len(lengths) > 1 or not all(length.isdecimal() for length in lengths):
        raise InvalidUsage("the header content-length must be one number")
    if lengths and "transfer-encoding" in headers:
        raise InvalidUsage("send content-length or transfer-encoding, not both")
    if len(headers.getall("host", [])) > 1:
        raise InvalidUsage("send one host")
    return Header([(_unicode(name), _unicode(value)) for name, value in headers.items()])


def _unicode(text: str) -> str:
    """Return the text with each byte that is not UTF-8 replaced."""
    return text.encode(errors="surrogateescape").decode(errors="replace")
