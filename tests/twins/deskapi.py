"""The safeguards of the desk API: what was seen, what may be set, and who may."""

from tests.sabotage import Twin

DESK = "claims/api/v1/desk"
TESTS = "tests/api/v1/desk"
ACCESS = f"{TESTS}/test_urls.py::test_each_operation_is_open_to_whom_the_table_names"
HIDDEN = (
    f"{TESTS}/test_urls.py::test_who_may_not_learns_nothing_of_whether_a_row_is_there"
)
ROUTES = f"{TESTS}/test_preconditions.py::test_every_write_route_asks_what_was_seen"
READ = f"{TESTS}/test_preconditions.py::test_precondition_is_read_as_rfc_9110_has_it"
MEMBERS = f"{TESTS}/test_documents.py"
RACE = f"{TESTS}/test_views.py::test_many_changes_at_once_are_won_by_one[50]"
DECISIONS = f"{TESTS}/test_steps.py::test_many_decisions_at_once_are_won_by_one[16]"
STEPS = f"{TESTS}/test_steps.py"

TWINS = (
    Twin(
        "P11",
        "the desk API takes any revision for the one that was seen",
        f"{DESK}/preconditions.py",
        "    if etag_of(revision) not in re.findall(ETAG, given):\n",
        "    if not re.findall(ETAG, given):\n",
        (READ, ROUTES),
    ),
    Twin(
        "P11",
        "the desk API takes a weak ETag for a strong one",
        f"{DESK}/preconditions.py",
        "not in re.findall(ETAG, given):\n",
        "not in given:\n",
        (READ, ROUTES),
    ),
    Twin(
        "P11",
        "the desk API changes what stands, not what was seen",
        f"{DESK}/views.py",
        "row, revision=self.noun.revision(row), by=self.by, **values",
        "row, revision=self.noun.revision(self.row(id)), by=self.by, **values",
        (RACE,),
    ),
    Twin(
        "P12",
        "the desk API looks up before it asks for the right",
        f"{DESK}/views.py",
        '        if not self.by.has_perm(f"claims.{permission}"):\n',
        "        if not self.by.is_active:\n",
        (HIDDEN,),
    ),
    Twin(
        "P21",
        "a tool of an editor needs no second factor",
        f"{DESK}/views.py",
        "        if lacks_second_factor(self.by):\n",
        "        if False:\n",
        (
            f"{TESTS}/test_urls.py::"
            "test_tool_does_nothing_before_its_person_has_a_second_factor",
        ),
    ),
    Twin(
        "P21",
        "the desk API is open to every key that reads",
        f"{DESK}/views.py",
        "    scope = Scope.DESK\n",
        "    scope = Scope.READ\n",
        (ACCESS, HIDDEN),
    ),
    Twin(
        "P25",
        "the desk API passes over members that nobody sets",
        f"{DESK}/views.py",
        "            if name not in open_to\n        ]\n",
        "            if name not in document.fields\n        ]\n",
        (MEMBERS,),
    ),
    Twin(
        "P25",
        "the desk API takes every column from a body",
        f"{DESK}/documents.py",
        '        kwargs.pop("validators", None)\n',
        '        kwargs.pop("validators", None)\n'
        '        kwargs.pop("read_only", None)\n',
        (MEMBERS,),
    ),
    Twin(
        "P46",
        "a step of the desk API is taken whatever was seen",
        f"{DESK}/views.py",
        "        require_match(self.request, row, revision, any_will_do=any_will_do)\n",
        "        if any_will_do:\n"
        "            require_match(self.request, row, revision, any_will_do=True)\n",
        (DECISIONS, ROUTES),
    ),
    Twin(
        "P47",
        "a service passes over the stage of a claim",
        "claims/services/base.py",
        "    if claim.stage not in rule.claim:\n",
        "    if not rule.claim:\n",
        (f"{STEPS}::test_step_with_a_claim_follows_the_table",),
    ),
    Twin(
        "P49",
        "the service lets an author approve by a tool",
        "claims/services/reviews.py",
        "        if fresh.author_id == by.pk:\n",
        "        if fresh.author_id == by.pk and fresh.text:\n",
        (f"{STEPS}::test_author_does_not_approve_by_any_way",),
    ),
    Twin(
        "P48",
        "a tool publishes what nobody saw",
        f"{DESK}/steps.py",
        "        return service(row, revision=revision, by=by, **words)\n",
        '        words.pop("seal", "")\n'
        "        return service(row, revision=revision, by=by, **words)\n",
        (
            f"{TESTS}/test_previews.py::test_what_changed_since_the_preview_does_not_go_out",
        ),
    ),
    Twin(
        "P48",
        "a tool's change is written over what was saved meanwhile",
        f"{DESK}/views.py",
        "        require_match(self.request, row, revision, any_will_do=any_will_do)\n",
        "        if not any_will_do:\n"
        "            require_match(self.request, row, revision, any_will_do=False)\n",
        (
            "tests/admin/test_base.py::test_nothing_typed_is_lost_when_two_work_at_once[tool]",
            ROUTES,
        ),
    ),
)
