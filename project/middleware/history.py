"""Which request a change at the desk came with."""

import uuid
from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware


class RequestHistoryMiddleware(HistoryMiddleware):
    """Tell the history which request, by whom, made each change."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": str(uuid.uuid4())}
