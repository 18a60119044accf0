"""``/topics/``: what the public claims are about."""

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.documents import TopicDocument
from claims.models import PublishedTopic


class TopicWithClaims(TopicDocument):
    """A topic and how many public claims are about it."""

    claims = serializers.IntegerField()


class TopicPage(serializers.Serializer):
    """A page of topics, in a lasting order."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = TopicWithClaims(many=True)


class TopicList(RecordView):
    """The topics that public claims are about."""

    @reads("topics_list", TopicPage, missing=False, parameters=PAGING)
    def get(self, request: Request) -> HttpResponse:
        """List the topics with public claims, in a lasting order."""
        given = read_parameters(request, cursor=pages.key_of, page_size=pages.page_size)
        size = given.get("page_size", pages.DEFAULT_SIZE)
        topics = PublishedTopic.objects.page(after=given.get("cursor"), limit=size + 1)
        following = None
        if len(topics) > size:
            following = pages.next_link(request, str(topics[size - 1].id))
        documents = [
            b'{"claims":%d,%b' % (topic.claims, bytes(topic.document)[1:])
            for topic in topics[:size]
        ]
        body = pages.page_body(documents, following)
        links = pages.page_links(request, following)
        return stored(request, etag_of([body.decode()]), body, links=links)
