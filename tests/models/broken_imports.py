"""One broken row for each named constraint of imports and rating labels."""

from tests.factories import ImportBatchFactory, ImportFactory, RatingLabelFactory
from tests.models.broken import AGAIN, WHEN, Broken

FINISHED = "import_is_finished_or_runs"
IMPORTS = [
    Broken(
        "import_state_is_known",
        ImportFactory,
        {"state": "x", "finished_at": WHEN},
        "state",
    ),
    Broken("import_digest_is_well_formed", ImportFactory, {"digest": "x"}, "digest"),
    Broken(FINISHED, ImportFactory, {"state": "done"}, "state"),
    Broken(FINISHED, ImportFactory, {"finished_at": WHEN}, "state"),
    Broken(
        "import_batch_is_written_once",
        ImportBatchFactory,
        {AGAIN: ["of", "number"]},
        "__all__",
    ),
    Broken(
        "rating_label_is_mapped_once",
        RatingLabelFactory,
        {AGAIN: ["publisher", "key", "label"]},
        "__all__",
    ),
]
