"""The safeguards of the desk: its forms, log-in, worker and fetcher."""

from tests.sabotage import Twin

ACCESS = "tests/admin/test_access.py::test_desk_lets_in_whom_the_table_names"
FACTORS = "tests/admin/test_factors.py"
FETCHER = "tests/fetching/test_fetcher.py"
FORMS = "tests/admin/test_base.py"
GUESSES = "tests/services/test_guesses.py"
LOGIN = "tests/admin/test_login.py"
MERGING = "tests/services/test_merging.py"
SESSIONS = "tests/project/middleware/test_sessions.py"
URLS = "tests/project/test_urls.py"

TWINS = (
    Twin(
        "P02",
        "a form cuts white space as Django does by itself",
        "claims/models/text.py",
        '**{**kwargs, "strip": False})',
        '**{**kwargs, "strip": True})',
        ("tests/admin/test_naughty.py",),
    ),
    Twin(
        "P07",
        "an export leaves a formula as it is",
        "claims/documents/cells.py",
        '    return f"\'{text}" if ACTIVE.match(text) else text\n',
        "    return text\n",
        (
            "tests/documents/test_cells.py",
            "tests/admin/claim_list/test_exports.py::test_no_cell_starts_a_formula_and_all_read_back",
        ),
    ),
    Twin(
        "P21",
        "a step is open to everybody who sees its page",
        "claims/admin/steps.py",
        "        if not button.is_open_to(person(request)):\n",
        "        if button.is_open_to(person(request)) is None:\n",
        (ACCESS,),
    ),
    Twin(
        "P25",
        "a person may type the day a claim is due",
        "claims/models/claims.py",
        "    due_on = models.DateField(null=True, blank=True, editable=False)\n",
        "    due_on = models.DateField(null=True, blank=True)\n",
        ("tests/admin/test_forged_posts.py",),
    ),
    Twin(
        "P31",
        "browsers are not told to come back by HTTPS",
        "project/settings.py",
        "SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0\n",
        "SECURE_HSTS_SECONDS = 0\n",
        ("tests/project/test_settings.py::test_check_of_a_deployment_is_clean",),
    ),
    Twin(
        "P32",
        "the history shows a reason as HTML",
        "claims/templates/admin/claims/history.html",
        '<bdi class="desk-long">{{ change.why }}</bdi>',
        '<bdi class="desk-long">{{ change.why|safe }}</bdi>',
        ("tests/admin/test_scripting.py::test_payloads_do_nothing",),
    ),
    Twin(
        "P33",
        "passwords are hashed as Django does by itself",
        "project/settings.py",
        '    "claims.passwords.Argon2idHasher",\n',
        "",
        (
            "tests/test_passwords.py::test_password_is_argon2id_at_the_parameters_of_owasp",
        ),
    ),
    Twin(
        "P34",
        "nobody is asked for a second factor",
        "project/settings.py",
        '    "project.middleware.SecondFactorMiddleware",\n',
        "",
        (
            f"{SESSIONS}::test_nothing_is_served_to_an_approver_without_a_second_factor",
            f"{SESSIONS}::test_who_is_led_to_the_set_up",
        ),
    ),
    Twin(
        "P34",
        "a code is good twice",
        "claims/services/accounts.py",
        '        if step > factor.data.get("step", 0) and constant_time_compare(typed, expected):\n',
        "        if constant_time_compare(typed, expected):\n",
        (
            f"{FACTORS}::test_code_is_accepted_once",
            "tests/services/test_accounts.py::test_code_is_used_once_and_the_ones_before_it_never_again",
        ),
    ),
    Twin(
        "P34",
        "two posts of a code at once both get in",
        "claims/services/accounts.py",
        "Authenticator.objects.select_for_update().filter(user=person)",
        "Authenticator.objects.filter(user=person)",
        (
            "tests/services/test_accounts.py::test_use_code_locks_the_factors",
            f"{FACTORS}::test_of_posts_of_one_code_at_once_one_gets_in",
        ),
    ),
    Twin(
        "P35",
        "the address that a client writes down is believed",
        "project/settings.py",
        'ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env_flag("BEHIND_PROXY") else 0\n',
        "ALLAUTH_TRUSTED_PROXY_COUNT = 1\n",
        (f"{LOGIN}::test_header_written_by_the_client_counts_in_no_case",),
    ),
    Twin(
        "P35",
        "an empty purse pays for guesses",
        "claims/services/guesses.py",
        "WHERE guess.spent_until <= statement_timestamp() + %(every)s * (%(at_once)s - 1)\n",
        "",
        (
            f"{GUESSES}::test_purse_holds_ten_and_gets_one_back_every_six_minutes",
            f"{LOGIN}::test_guesses_at_an_account_are_few_from_however_many_addresses",
        ),
    ),
    Twin(
        "P35",
        "who guesses keeps the owner out",
        "claims/admin/login.py",
        "        return [DEVICE.of(device)]\n",
        '        return [ACCOUNT.of(person.pk), DEVICE.of(device + "x")]\n',
        (f"{LOGIN}::test_owner_logs_in_from_a_known_browser_while_others_guess",),
    ),
    Twin(
        "P36",
        "a session keeps its id when a factor is set up",
        "claims/admin/factors.py",
        "    request.session.cycle_key()\n",
        "",
        (f"{FACTORS}::test_setting_up_an_app_gives_codes_and_ends_what_lacks_it",),
    ),
    Twin(
        "P36",
        "a session never ends while it is used",
        "project/settings.py",
        "SESSION_LIMIT = 12 * 3600\n",
        "SESSION_LIMIT = 10**9\n",
        (f"{SESSIONS}::test_session_ends_twelve_hours_after_the_login",),
    ),
    Twin(
        "P37",
        "the desk may be framed",
        "project/settings.py",
        '    "form-action": [SELF],\n    "frame-ancestors": [NONE],\n',
        '    "form-action": [SELF],\n',
        (f"{URLS}::test_every_answer_has_its_headers",),
    ),
    Twin(
        "P38",
        "an address is fetched from wherever it leads",
        "claims/fetching/guard.py",
        "            if not is_public(address) and (str(address), port) not in self.allowing:\n",
        "            if False:\n",
        (f"{FETCHER}::test_no_form_of_address_reaches_a_private_listener",),
    ),
    Twin(
        "P38",
        "what Python calls global is public",
        "claims/fetching/addresses.py",
        "    if isinstance(address, ipaddress.IPv4Address):\n",
        "    if address.is_global:\n        return True\n"
        "    if isinstance(address, ipaddress.IPv4Address):\n",
        ("tests/fetching/test_addresses.py::test_private_address",),
    ),
    Twin(
        "P39",
        "a form of another site is taken",
        "project/settings.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        (
            f"{URLS}::test_unsafe_request_without_a_token_is_403",
            f"{URLS}::test_unsafe_request_of_a_foreign_page_is_403",
        ),
    ),
    Twin(
        "P34",
        "the admin has a log-in of its own",
        "project/urls.py",
        "admin.site.login = enter  # type: ignore[method-assign]\n",
        "",
        (f"{LOGIN}::test_admin_has_no_login_of_its_own",),
    ),
    Twin(
        "P48",
        "a stale save goes through",
        "claims/services/base.py",
        "    if fresh.revision != revision:\n",
        "    if False:\n",
        (
            f"{FORMS}::test_stale_save_of_a_row_is_refused_and_keeps_what_was_typed",
            f"{FORMS}::test_nothing_typed_is_lost_when_two_work_at_once[form]",
        ),
    ),
    Twin(
        "P48",
        "a form posted twice is saved twice",
        "claims/admin/posts.py",
        '    if not request.POST.get(TOKEN) and not request.POST.get("revision"):\n',
        "    if True:\n",
        ("tests/admin/test_posts.py",),
    ),
    Twin(
        "P48",
        "what nobody looked at goes out",
        "claims/services/publication.py",
        "    if seal and seal != seal_of(content):\n",
        "    if False:\n",
        (
            "tests/admin/test_preview.py::test_what_nobody_looked_at_does_not_go_out",
            "tests/services/test_publication.py::test_what_nobody_saw_does_not_go_out",
            "tests/services/test_schedules.py::"
            "test_publish_scheduled_keeps_why_it_was_refused[cited-What goes out]",
        ),
    ),
    Twin(
        "P49",
        "a merge gives a claim a review nobody approved for it",
        "claims/services/merging.py",
        "    if ours.approved().exists() and not kept.reviews.ours().approved().exists():\n",
        "    if False:\n",
        (f"{MERGING}::test_merge_goes_round_no_second_person",),
    ),
    Twin(
        "merging",
        "a circle of merged rows is no fault",
        "claims/services/invariants.py",
        "            if following in passed:\n",
        "            if False:\n",
        (
            "tests/services/test_invariants.py::test_fsck_names_what_is_wrong_with_merged_rows",
        ),
    ),
    Twin(
        "merging",
        "claims that show a merged row are not told to differ",
        "claims/services/merging.py",
        "        claim.refresh_from_db()\n        settle_change(claim)\n",
        "        claim.refresh_from_db()\n",
        (MERGING,),
    ),
    Twin(
        "P61",
        "nobody takes up the job of a dead worker",
        "claims/jobs/worker.py",
        "        take_up_stalled(DEAD_SECONDS)\n",
        "        pass\n",
        ("tests/jobs/test_worker.py::test_job_of_a_killed_worker_is_done_by_another",),
    ),
    Twin(
        "P70",
        "a publication goes out before its time",
        "claims/services/schedules.py",
        "        if fresh.state != ScheduleState.WAITING or fresh.at > _database_time():\n",
        "        if fresh.state != ScheduleState.WAITING:\n",
        ("tests/services/test_schedules.py::test_publish_scheduled_is_never_early",),
    ),
)
