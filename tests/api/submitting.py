"""A partner that submits statements."""

from itertools import count

from django.test import Client

from claims.models import ApiKey, Submission

LIST = "/api/v1/submissions/"
FIELDS = ["statement", "language", "seen_url", "seen", "note", "reference"]
SENT = {
    "statement": "The war claimed more than 6,500 lives.",
    "language": "en",
    "seen_url": "https://news.example.org/war",
    "seen": "2026-11",
    "note": "Readers ask.",
    "reference": "desk-4711",
}
keys = count()


class Submitter:
    """A partner's own tool: it sends what it is told to, each time under a new key."""

    def __init__(self, key: ApiKey) -> None:
        self.partner = key.partner
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {key.prefix}_{'0' * 43}"}

    def post(self, body, *, key=None):
        headers = {"Idempotency-Key": key or f"key {next(keys)}"}
        return self.client.post(
            LIST, body, "application/json", headers={**self.headers, **headers}
        )

    def get(self, where="", **headers):
        path = (where or LIST).removeprefix("http://127.0.0.1:8000")
        return self.client.get(path, headers={**self.headers, **headers})

    def submit(self, **values):
        """Submit something; give its row."""
        response = self.post({"statement": "So it is.", **values})
        assert response.status_code == 201, response.content
        return Submission.objects.get(pk=response.json()["id"])

    def told(self, submission):
        return self.get(f"{LIST}{submission.pk}/").json()
