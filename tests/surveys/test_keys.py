"""Secrets of a wave: derived, never stored."""

import uuid

import pytest

from surveys.privacy import keys
from surveys.privacy.ballots import wave_key
from tests.world import World, link_of, token_of

OLD = "an-old-key-of-more-than-thirty-two-characters"
NEW = "a-new-key-of-more-than-thirty-two-characters!"


class TestWaveKey:
    def test_is_found_whichever_key_of_the_list_it_was_made_with(self) -> None:
        salt = keys.new_salt()
        made = keys.derive(OLD, salt)
        assert keys.find([NEW, OLD], salt, made.check) == made

    def test_that_is_lost_is_explained(self) -> None:
        salt = keys.new_salt()
        with pytest.raises(keys.KeyMissing, match="Put the key it was opened with back"):
            keys.find([NEW], salt, keys.derive(OLD, salt).check)

    def test_gives_every_invitation_and_generation_its_own_token(self) -> None:
        key = keys.derive(OLD, keys.new_salt())
        people = [uuid.uuid4() for _ in range(50)]
        tokens = {key.token(person, generation) for person in people for generation in (1, 2)}
        assert len(tokens) == 100
        assert all(len(token) == 26 and set(token) <= set(keys.ALPHABET) for token in tokens)

    def test_shares_nothing_with_another_waves(self) -> None:
        first, second = (keys.derive(OLD, keys.new_salt()) for _ in range(2))
        person = uuid.uuid4()
        assert first.token(person, 1) != second.token(person, 1)
        assert first.ballot_id(person) != second.ballot_id(person)
        assert first.check != second.check

    def test_names_a_ballot_by_the_person_and_a_draft_by_the_link(self) -> None:
        key = keys.derive(OLD, keys.new_salt())
        person = uuid.uuid4()
        drafts = {key.draft_id(key.token(person, generation)) for generation in (1, 2)}
        assert len(drafts) == 2
        assert key.ballot_id(person) not in drafts

    def test_does_not_show_itself_when_printed(self) -> None:
        key = keys.derive(OLD, keys.new_salt())
        assert key.secret.hex() not in repr(key)
        assert repr(key.secret) not in repr(key)


class TestBox:
    box = keys.derive(OLD, b"salt" * 8).ballot_box
    name = uuid.uuid4()

    def test_gives_back_what_was_put_in(self) -> None:
        sealed = self.box.seal(b"answers", size=64, name=self.name)
        assert self.box.open(sealed, name=self.name) == b"answers"

    def test_has_one_size_for_everything(self) -> None:
        sizes = {len(self.box.seal(b"x" * n, size=64, name=self.name)) for n in (0, 1, 60)}
        assert len(sizes) == 1

    def test_never_looks_the_same_twice(self) -> None:
        assert len({self.box.seal(b"same", size=64, name=self.name) for _ in range(20)}) == 20

    def test_refuses_what_does_not_fit(self) -> None:
        with pytest.raises(ValueError, match="do not fit"):
            self.box.seal(b"x" * 61, size=64, name=self.name)

    def test_notices_an_altered_and_a_moved_text(self) -> None:
        sealed = bytearray(self.box.seal(b"answers", size=64, name=self.name))
        with pytest.raises(keys.BoxError):
            self.box.open(bytes(sealed), name=uuid.uuid4())
        sealed[-1] ^= 1
        with pytest.raises(keys.BoxError):
            self.box.open(bytes(sealed), name=self.name)


class TestRotation:
    def test_leaves_a_running_waves_links_working(
        self, world: World, client: object, settings: object
    ) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        settings.RESPONDENT_KEYS = [NEW, *settings.RESPONDENT_KEYS]  # type: ignore[attr-defined]
        assert client.get(link).status_code == 200  # type: ignore[attr-defined]
        invitation = wave.invitations.get(person__name="Staff 2")
        assert token_of(invitation) == wave_key(wave).token(invitation.pk, 1)
