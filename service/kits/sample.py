"""The sample brand, published at the first start so that nobody begins with an empty page."""

from checker.kits.loading import load_text
from checker.lexicon.gazetteer import CORPUS
from service.nouns import LOCAL
from service.records import KitRecords, Stale

ID = "ottermere"
FILE = CORPUS / "kits" / ID / "kit.yaml"


def publish_sample(kits: KitRecords) -> None:
    """Publish the sample kit, unless another process has begun to."""
    source = FILE.read_text(encoding="utf-8")
    kit = load_text(source)
    by = LOCAL.model_copy(update={"name": "Brandcheck"})
    try:
        version = kits.put_draft(
            ID,
            source,
            brand=kit.brand,
            guidelines=len(kit.guidelines),
            by=by,
            note="The sample brand",
            expected="",
        )
    except Stale:
        return
    kits.publish(ID, version.number, by=by)
