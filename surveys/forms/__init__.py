"""Forms of this app: the consultant's, and the questionnaire's pages."""

from surveys.forms.assessments import AssessmentForm, TargetsForm
from surveys.forms.pages import QuestionnairePageForm
from surveys.forms.waves import LastDayForm, OwnQuestionForm, WaveForm

__all__ = [
    "AssessmentForm",
    "LastDayForm",
    "OwnQuestionForm",
    "QuestionnairePageForm",
    "TargetsForm",
    "WaveForm",
]
