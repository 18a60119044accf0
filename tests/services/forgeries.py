"""What somebody with the rights of a superuser might do to the tables, and what is said."""

# What is done to the log, and the entry that verify_record names first.
ON_THE_LOG = {
    "document": (
        "UPDATE claims_entry SET document = '{{\"a\": 1}}' WHERE sequence = 2",
        "entry 2 has a document of digest",
    ),
    "one byte": (
        "UPDATE claims_entry SET document = set_byte(document, 9, 48) WHERE sequence = 1",
        "entry 1 has a document of digest",
    ),
    "document that is a list": (
        "UPDATE claims_entry SET document = '[]',"
        " digest = encode(sha256('[]'), 'hex') WHERE sequence = 4",
        "entry 4 has a document that is not a JSON object",
    ),
    "document that is no JSON": (
        "UPDATE claims_entry SET document = '\\xff',"
        " digest = encode(sha256('\\xff'), 'hex') WHERE sequence = 4",
        "entry 4 has a document that is not a JSON object",
    ),
    "document of another": (
        "UPDATE claims_entry AS one SET document = two.document, digest = two.digest"
        " FROM claims_entry AS two WHERE one.sequence = 4 AND two.sequence = 1",
        "entry 4 has a document whose id is not",
    ),
    "document and its digest": (
        "UPDATE claims_entry SET document = document || ' ',"
        " digest = encode(sha256(document || ' '), 'hex') WHERE sequence = 1",
        "entry 3 does not name the digest of the version before",
    ),
    "digest": (
        "UPDATE claims_entry SET digest = repeat('0', 64) WHERE sequence = 3",
        "entry 3 has a document of digest",
    ),
    "previous": (
        "UPDATE claims_entry SET previous = repeat('0', 64) WHERE sequence = 3",
        "entry 3 does not name the digest of the version before",
    ),
    "previous of a first version": (
        "UPDATE claims_entry SET previous = repeat('0', 64) WHERE sequence = 1",
        "entry 1 does not name the digest of the version before",
    ),
    "note": (
        "UPDATE claims_entry SET note = 'else' WHERE sequence = 3",
        "entry 3 has a document whose note is not 'else'",
    ),
    "event": (
        "UPDATE claims_entry SET event = 'corrected' WHERE sequence = 3",
        "entry 3 has a document whose event is not 'corrected'",
    ),
    "time": (
        "UPDATE claims_entry SET at = at + interval '1 year' WHERE sequence = 4",
        "entry 4 has a document whose updated_at is not",
    ),
    "time before": (
        "UPDATE claims_entry SET at = at - interval '1 year' WHERE sequence = 2",
        "entry 2 is older than the one before it",
    ),
    "claim": (
        "UPDATE claims_entry SET claim_id ="
        " (SELECT id FROM claims_claim WHERE text = 'A') WHERE sequence = 1",
        "entry 1 has a document whose id is not",
    ),
    "version": (
        "UPDATE claims_entry SET version = 7 WHERE sequence = 3",
        "entry 3 is version 7 after version 1",
    ),
    "versions swapped": (
        "UPDATE claims_entry SET version = 9 WHERE sequence = 1;"
        "UPDATE claims_entry SET version = 1 WHERE sequence = 3;"
        "UPDATE claims_entry SET version = 2 WHERE sequence = 1",
        "entry 1 is version 2 after version 0",
    ),
    "entries swapped": (
        "UPDATE claims_entry SET sequence = 9 WHERE sequence = 1;"
        "UPDATE claims_entry SET sequence = 1 WHERE sequence = 3;"
        "UPDATE claims_entry SET sequence = 3 WHERE sequence = 9",
        "entry 1 is version 2 after version 0",
    ),
    "entry removed from the middle": (
        "DELETE FROM claims_entry WHERE sequence = 2",
        "entry 3 follows entry 1: one is missing",
    ),
    "first entry removed": (
        "DELETE FROM claims_entry WHERE sequence = 1",
        "entry 2 follows entry 0: one is missing",
    ),
    "entry removed and the rest moved up": (
        "DELETE FROM claims_entry WHERE sequence = 1;"
        "UPDATE claims_entry SET sequence = sequence - 1",
        "entry 2 is version 2 after version 0",
    ),
}
# What is done beside the log, and one of the faults that fsck names.
BESIDE_THE_LOG = {
    "tail cut": (
        "DELETE FROM claims_entry WHERE sequence = 4",
        "rows differ from the record",
    ),
    "projected row removed": (
        "DELETE FROM claims_publishedclaim WHERE until IS NULL",
        "projection 1 rows",
    ),
    "projected row changed": (
        "UPDATE claims_publishedclaim SET status = 'refuted' WHERE until IS NULL",
        "projection 1 rows",
    ),
    "projected row added": (
        "INSERT INTO claims_publishedclaim SELECT (jsonb_populate_record(row,"
        ' \'{{"entry_id": 4, "until": null}}\')).* FROM claims_publishedclaim AS row'
        " WHERE entry_id = 2",
        "projection 1 rows",
    ),
    "withdrawn version put back": (
        "UPDATE claims_publishedclaim SET until = NULL WHERE until = 4",
        "projection 1 rows",
    ),
    "term removed": (
        "DELETE FROM claims_publishedterm WHERE until IS NULL"
        " AND term = md5('status:verified')::uuid",
        "projection 1 rows",
    ),
    "term added": (
        "INSERT INTO claims_publishedterm SELECT (jsonb_populate_record(row,"
        " jsonb_build_object('term', md5('tag:war')))).* FROM claims_publishedterm AS row"
        " WHERE until IS NULL AND term = md5('status:verified')::uuid",
        "projection 1 rows",
    ),
    "topic removed": ("DELETE FROM claims_publishednoun", "projection 1 rows"),
    "topic counted": (
        "UPDATE claims_publishednoun SET claims = 9",
        "projection 1 rows",
    ),
    "topic's words changed": (
        "UPDATE claims_publishednoun SET document = '{{}}'",
        "projection 1 rows",
    ),
    "share removed": ("DELETE FROM claims_publishedshare", "projection 1 rows"),
    "share": ("UPDATE claims_publishedshare SET entry_id = 1", "projection 1 rows"),
    "partner told of what is not there": (
        "UPDATE claims_webhookcursor SET delivered_through = 9",
        "webhook {told} was told of 9, the record has 4",
    ),
    "place in the record removed": (
        "DELETE FROM claims_webhookcursor",
        "webhook {told} has no place in the record",
    ),
    "secret removed": (
        "DELETE FROM claims_webhooksecret",
        "webhook {told} has no secret to sign with",
    ),
    "acknowledgement moved": (
        "UPDATE claims_acknowledgement SET claim_id = '{other}'",
        "is of an entry of another claim",
    ),
    "acknowledgement removed": (
        "DELETE FROM claims_acknowledgement",
        "was acknowledged, and that is not kept",
    ),
    "stage": (
        "UPDATE claims_claim SET stage = 'draft' WHERE id = '{claim}'",
        "claim {claim} is draft, its record says updated",
    ),
    "stage of a withdrawn claim": (
        "UPDATE claims_claim SET stage = 'published' WHERE id = '{other}'",
        "claim {other} is published, its record says withdrawn",
    ),
    "stage of a claim without record": (
        "UPDATE claims_claim SET stage = 'published' WHERE text = 'A'",
        "is published, its record says nothing",
    ),
    "status": (
        "UPDATE claims_claim SET status = 'refuted' WHERE id = '{claim}'",
        "claim {claim} is refuted, its review makes it verified",
    ),
    "status without a review": (
        "UPDATE claims_claim SET status = 'verified' WHERE id = '{other}'",
        "claim {other} is verified, its review makes it unverified",
    ),
    "approver who wrote it": (
        "ALTER TABLE claims_review DROP CONSTRAINT review_of_ours_has_four_eyes;"
        "UPDATE claims_review SET approved_by_id = author_id",
        "review {review} was approved by no second person",
    ),
    "approver": (
        "UPDATE claims_review SET approved_by_id = submitted_by_id + 1000",
        "claims_review {review} is not what its history says last",
    ),
    "change noted of a claim that is not public": (
        "INSERT INTO claims_unpublishedchange VALUES ('{other}', now())",
        "claim {other} is changed, but",
    ),
    "row changed without history": (
        "UPDATE claims_claim SET text = 'Forged' WHERE id = '{claim}'",
        "claims_claim {claim} is not what its history says last",
    ),
    "row added without history": (
        "INSERT INTO claims_tag VALUES (gen_random_uuid(), 1, now(), 'forged')",
        "claims_tag",
    ),
    "row removed without history": ("DELETE FROM claims_comment", "claims_comment"),
    "row removed and put back": (
        "UPDATE claims_commentevent SET pgh_label = 'delete'",
        "claims_comment",
    ),
    "tag put on without history": (
        "INSERT INTO claims_claim_tags (claim_id, tag_id)"
        " SELECT '{claim}', id FROM claims_tag",
        "claims_claim_tags",
    ),
    "history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}'",
        "claims_claim {claim} is not what its history says last",
    ),
    "newest history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 6",
        "claims_claim {claim} is not what its history says last",
    ),
    "first history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 1",
        "claims_claim {claim} has 5 of 6 revisions in its history",
    ),
    "history removed in between": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 3",
        "claims_claim {claim} has 5 of 6 revisions in its history",
    ),
    "newest history changed": (
        "UPDATE claims_claimevent SET text = 'Forged' WHERE id = '{claim}' AND revision = 6",
        "claims_claim {claim} is not what its history says last",
    ),
}
