"""What can be done with assessments, waves and answers."""

from surveys.services.answers import save_page, start_afresh, submit_response
from surveys.services.assessments import change_targets, create_assessment
from surveys.services.invited import add_to_wave, correct_person, send_link_again
from surveys.services.letters import send_test_letter, take_product_words, write_letter
from surveys.services.mail import (
    allow_mail,
    remind_now,
    replace_link,
    send_invitations,
    send_results,
    send_unsure_again,
    stop_mail,
    stop_results,
)
from surveys.services.people import leave_roster, remove_person
from surveys.services.pulses import choose_pulse, plan_pulse
from surveys.services.running import close_wave, extend_wave, reopen_wave
from surveys.services.setup import choose_asked, lay_down_groups, plan_dates
from surveys.services.waves import (
    add_own_question,
    create_wave,
    open_wave,
    remove_own_question,
)

__all__ = [
    "add_own_question",
    "add_to_wave",
    "allow_mail",
    "change_targets",
    "choose_asked",
    "choose_pulse",
    "close_wave",
    "correct_person",
    "create_assessment",
    "create_wave",
    "extend_wave",
    "lay_down_groups",
    "leave_roster",
    "open_wave",
    "plan_dates",
    "plan_pulse",
    "remind_now",
    "remove_own_question",
    "remove_person",
    "reopen_wave",
    "replace_link",
    "save_page",
    "send_invitations",
    "send_link_again",
    "send_results",
    "send_test_letter",
    "send_unsure_again",
    "start_afresh",
    "stop_mail",
    "stop_results",
    "submit_response",
    "take_product_words",
    "write_letter",
]
