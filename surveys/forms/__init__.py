"""Forms of this app: the consultant's, and the questionnaire's pages."""

from surveys.forms.assessments import AssessmentForm, TargetsForm, aims_of
from surveys.forms.letters import LetterForm, LinesField
from surveys.forms.pages import QuestionnairePageForm
from surveys.forms.pulses import PulseAskedForm, PulseForm
from surveys.forms.running import ExtendForm
from surveys.forms.setup import AskedForm, DatesForm, GroupsForm
from surveys.forms.waves import DateInput, LastDayForm, OwnQuestionForm, WaveForm

__all__ = [
    "AskedForm",
    "AssessmentForm",
    "DateInput",
    "DatesForm",
    "ExtendForm",
    "GroupsForm",
    "LastDayForm",
    "LetterForm",
    "LinesField",
    "OwnQuestionForm",
    "PulseAskedForm",
    "PulseForm",
    "QuestionnairePageForm",
    "TargetsForm",
    "WaveForm",
    "aims_of",
]
