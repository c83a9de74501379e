"""Publishing a framework, and the register that shows whether a published one has changed."""

import shutil
import tomllib
from pathlib import Path

from maturity.loading import content_hash, load
from tests.maturity.made_up import change
from tests.surveys.framework_files import FOLDER, draft, errors, line_of, rewrite, run


class TestPublish:
    def test_marks_and_registers_the_version(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        rewrite(folder / "framework.toml", "published = false", "published = false  # draft")
        before = (folder / "framework.toml").read_bytes()
        assert run("publish", folder)[0] == 0
        after = (folder / "framework.toml").read_bytes()
        assert after == before.replace(b"published = false", b"published = true")
        register = tomllib.loads((tmp_path / "published.toml").read_text(encoding="utf-8"))
        assert register["versions"] == [
            {"key": "harbour", "version": "1.0", "sha256": content_hash(folder, ["en", "de"])}
        ]
        framework = load("harbour", root=tmp_path)
        assert framework.is_published
        assert framework.hash == register["versions"][0]["sha256"]
        assert run("validate", folder)[0] == 0

    def test_keeps_earlier_versions_in_the_register(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        newer = tmp_path / "harbour" / "1.1"
        shutil.copytree(folder, newer)
        rewrite(newer / "framework.toml", 'version = "1.0"', 'version = "1.1"')
        code, out, _ = run("publish", newer)
        assert (code, out.splitlines()[-1]) == (0, "harbour 1.1 is now published.")
        register = tomllib.loads((tmp_path / "published.toml").read_text(encoding="utf-8"))
        assert [entry["version"] for entry in register["versions"]] == ["1.0", "1.1"]
        assert run("validate", folder)[0] == run("validate", newer)[0] == 0

    def test_changes_nothing_the_second_time(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        before = (tmp_path / "published.toml").read_bytes()
        code, out, _ = run("publish", folder)
        assert (code, out.splitlines()[-1]) == (0, "harbour 1.0 is already published.")
        assert (tmp_path / "published.toml").read_bytes() == before

    def test_refuses_a_number_that_is_taken(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        rewrite(folder / "framework.toml", "published = true", "published = false")
        rewrite(folder / "en.toml", "It wins.", "It always wins.")
        before = (folder / "framework.toml").read_bytes()
        code, _, err = run("publish", folder)
        assert code == 1
        assert err[-1] == (
            "harbour 1.0 is in published.toml with other files. Give these a new version number."
        )
        assert (folder / "framework.toml").read_bytes() == before

    def test_refuses_what_is_not_in_order(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "en.toml", 'title = "Harbour"', "")
        code, _, err = run("publish", folder)
        assert code == 1
        assert 'en.toml:1: the file lacks "title".' in err
        assert not (tmp_path / "published.toml").exists()
        assert not tomllib.loads((folder / "framework.toml").read_text("utf-8"))["published"]

    def test_needs_a_register_it_can_read(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        (tmp_path / "published.toml").write_text("[[versions]\n", encoding="utf-8")
        code, _, err = run("publish", folder)
        assert code == 1
        assert err[-1].startswith("published.toml:1: is no TOML: ")
        assert [error for error in errors(folder) if error.startswith("published.toml:1: ")]


class TestRegister:
    def complaint(self, folder: Path) -> str:
        """Return the one error, which must be on the line that says whether it is published."""
        (error,) = errors(folder)
        place = f"framework.toml:{line_of(folder, 'framework.toml', 'published = ')}: published is "
        assert error.startswith(place)
        return error.removeprefix(place)

    def test_must_hold_every_published_version(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "framework.toml", "published = false", "published = true")
        assert self.complaint(folder) == (
            "true, but harbour 1.0 is not in published.toml; run: manage.py framework publish."
        )
        assert run("publish", folder)[0] == 0
        assert errors(folder) == []

    def test_shows_that_a_published_version_has_changed(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        change(tmp_path, "de.toml", "Das Boot bleibt im Hafen.", "Das Boot liegt im Hafen.")
        assert self.complaint(folder) == (
            "true, but the files are not those that were published as harbour 1.0. What has "
            "changed is not known: put the old files back, or give these a new version number."
        )

    def test_holds_no_draft(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        change(tmp_path, "framework.toml", "published = true", "published = false")
        assert self.complaint(folder) == (
            "false, but harbour 1.0 is in published.toml; give the draft a new version number."
        )

    def test_names_an_entry_without_a_hash(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        run("publish", folder)
        rewrite(tmp_path / "published.toml", "sha256", "md5")
        assert errors(tmp_path / FOLDER) == ['published.toml:3: versions.1 lacks "sha256".']
