"""`--image-shape`: the inputs of a row as the points of an image."""

import pytest

from yasenn_report.audit import Audit
from yasenn_report.cli.document import refuse_image
from yasenn_report.errors import AuditError
from yasenn_report.record.images import Images
from yasenn_report.recording.images import record_images


@pytest.mark.parametrize("shape", [None, (8, 8), (1, 8, 8), (4, 4, 4)])
def test_a_shape_that_the_inputs_make_is_taken(shape: tuple[int, ...] | None) -> None:
    refuse_image(shape, 64)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (
            (8, 9),
            "--image-shape 8,9 has 72 points, and a row has 64 inputs: give the shape that these make",
        ),
        ((64,), "--image-shape 64 is no image: give height and width, or channels, height and width"),
        ((2, 2, 4, 4), "--image-shape 2,2,4,4 is no image: give height and width, or channels, height and width"),
    ],
)
def test_any_other_shape_is_refused_in_one_line(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(AuditError) as refused:
        refuse_image(shape, 64)
    assert str(refused.value) == message


@pytest.mark.slow
def test_an_image_shape_reaches_the_record(digits_audit: Audit) -> None:
    for shape in ((8, 8), (1, 8, 8)):
        found = record_images(digits_audit, shape=shape, rows=True)
        assert isinstance(found, Images)
        assert (found.height, found.width) == (8, 8)
        assert len(found.partitions) == len(digits_audit.partitioning.partitions)
    halves = record_images(digits_audit, shape=(2, 4, 8), rows=True)
    assert isinstance(halves, Images)
    assert (halves.height, halves.width) == (4, 8)
