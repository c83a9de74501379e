"""The assessor's working paper: what was judged, and on what it rests."""

from django.db import models

from surveys.models import Wave


class RoadmapRating(models.Model):
    """The assessor's judgement of one cell of the roadmap, with the evidence in words."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="roadmap_ratings")
    # The code of an assessor's item: a step and a micro-foundation.
    item = models.CharField(max_length=120)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "item", name="roadmap_rating_one_per_cell"),
        ]

    def __str__(self) -> str:
        return self.item
