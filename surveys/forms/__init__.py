"""Forms of this app: the consultant's, and the questionnaire's pages."""

from surveys.forms.assessments import AssessmentForm, TargetsForm, aims_of
from surveys.forms.letters import LetterForm
from surveys.forms.pages import QuestionnairePageForm
from surveys.forms.running import ExtendForm
from surveys.forms.setup import AskedForm, DatesForm, GroupsForm
from surveys.forms.waves import LastDayForm, OwnQuestionForm, WaveForm

__all__ = [
    "AskedForm",
    "AssessmentForm",
    "DatesForm",
    "ExtendForm",
    "GroupsForm",
    "LastDayForm",
    "LetterForm",
    "OwnQuestionForm",
    "QuestionnairePageForm",
    "TargetsForm",
    "WaveForm",
    "aims_of",
]
