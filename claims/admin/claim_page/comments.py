"""The thread of comments on a claim's page, with its form and its buttons."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin.base import person
from claims.admin.step_forms import CommentForm
from claims.admin.steps import CLAIM_BUTTONS, claim_page
from claims.models import STEPS, Claim, Comment
from claims.services.comments import MENTION, comment, resolve_comment

BUTTON = next(button for button in CLAIM_BUTTONS if button.service is comment)


def thread_form(people: list[str]) -> CommentForm:
    """Make the form below the thread; ``people`` can be called by their names."""
    form = CommentForm(prefix="comment")
    form.fields["text"].widget = UnfoldAdminTextareaWidget(
        {
            "rows": 3,
            "data-people": " ".join(people),
            "aria-describedby": "id_comment-text_help",
        }
    )
    return form


def thread(claim: Claim, by: User) -> dict[str, Any]:
    """Give the comments on a claim, those still open first, for the template."""
    said = list(claim.comments.select_related("author", "resolved_by").order_by("id"))
    for each in said:
        each.marked = marked(each.text)  # type: ignore[attr-defined]
    may_comment = by.has_perm(f"claims.{STEPS['comment'].permission}")
    return {
        "open": [each for each in said if each.resolved_at is None],
        "settled": [each for each in said if each.resolved_at],
        "form": thread_form(names()) if may_comment else None,
    }


def names() -> list[str]:
    """List the people whom a comment can call."""
    people = User.objects.filter(is_active=True, is_staff=True)
    return list(people.order_by("username").values_list("username", flat=True))


def marked(text: str) -> SafeString:
    """Make the names that a text calls stand out."""
    parts: list[tuple[SafeString | str]] = []
    begun = 0
    for found in MENTION.finditer(text):
        parts.append((text[begun : found.start()],))
        parts.append((format_html("<strong>{}</strong>", found.group()),))
        begun = found.end()
    return format_html_join("", "{}", [*parts, (text[begun:],)])


class CommentPages:
    """What the thread's form and its buttons post to."""

    def comment_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """Add a comment and show it; one that is refused comes back with its words."""
        claim = self.get_object(request, object_id)
        if claim is None or request.method != "POST":
            raise Http404
        if not BUTTON.is_open_to(person(request)):
            raise PermissionDenied
        form = CommentForm({"text": request.POST.get("comment-text", "")})
        if form.is_valid():
            remark = comment(claim, by=person(request), **form.cleaned_data)
            return HttpResponseRedirect(f"{claim_page(claim)}#comment-{remark.pk}")
        return self.show_step(request, BUTTON, claim, form)

    def resolve_view(
        self: Any, request: HttpRequest, object_id: str, comment_id: UUID
    ) -> HttpResponse:
        """Settle a comment, and go back to the thread."""
        if request.method != "POST":
            raise Http404
        remark = get_object_or_404(Comment, pk=comment_id, claim=object_id)
        try:
            resolve_comment(remark, by=person(request))
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
        return HttpResponseRedirect(f"{claim_page(remark.claim)}#comments")
