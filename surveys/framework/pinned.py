"""The framework version an assessment was made with."""

from maturity.framework import Framework, FrameworkError
from surveys.framework import library
from surveys.models import Assessment


def pinned_framework(assessment: Assessment, language: str = "en") -> Framework:
    """Return the assessment's framework; raises FrameworkError if its files have changed."""
    framework = library.find(assessment.framework_key, assessment.framework_version, language)
    if framework.hash != assessment.framework_hash:
        raise FrameworkError(
            f"The files of {framework.key} {framework.version} are not those the assessment was "
            "made with. Put the old files back, or make a new assessment."
        )
    return framework
