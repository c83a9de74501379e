"""How a report looks: in whose colours, with whose logos, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass

from maturity.result import Document
from organisations.colours import (
    DEFAULT_COLOUR,
    DEFAULT_FIRM_COLOUR,
    DEFAULT_FIRM_SECOND_COLOUR,
    DEFAULT_SECOND_COLOUR,
    written_on,
)


@dataclass(frozen=True)
class Picture:
    """A logo as an address that holds all of it; of its sides only the proportion matters."""

    data_uri: str
    width: int
    height: int


@dataclass(frozen=True)
class ClientLook:
    """A client's. White words stand on the first colour; in the second lines are drawn."""

    colour: str
    second_colour: str
    logo: Picture | None

    @property
    def on_second_colour(self) -> str:
        """The colour of words on the second colour: white or black."""
        return written_on(self.second_colour)


@dataclass(frozen=True)
class FirmLook:
    """Its consultants'; without a name where the edition says none.

    Name and heading of comments stand in the first colour, lines beside comments in the second.
    """

    name: str
    colour: str
    second_colour: str
    logo: Picture | None


@dataclass(frozen=True)
class Look:
    """The look an edition was made with."""

    language: str
    organisation: ClientLook
    firm: FirmLook


def plain_look(language: str = "en", firm: str = "") -> Document:
    """Return what an edition says where nobody has chosen a look; those before format 4 say none.

    A logo is told by the SHA-256 of its bytes, "" where there is none.
    """
    return {
        "language": language,
        "organisation": {
            "colour": DEFAULT_COLOUR,
            "second_colour": DEFAULT_SECOND_COLOUR,
            "logo": "",
        },
        "firm": {
            "name": firm,
            "colour": DEFAULT_FIRM_COLOUR,
            "second_colour": DEFAULT_FIRM_SECOND_COLOUR,
            "logo": "",
        },
    }


def look(said: Document, logos: Mapping[str, Picture]) -> Look:
    """Return the look an edition says, with the logos found under their hashes."""
    client, firm = said["organisation"], said["firm"]
    return Look(
        said["language"],
        ClientLook(client["colour"], client["second_colour"], logos.get(client["logo"])),
        FirmLook(firm["name"], firm["colour"], firm["second_colour"], logos.get(firm["logo"])),
    )


PLAIN = look(plain_look(), {})
