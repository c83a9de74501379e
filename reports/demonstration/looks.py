"""How the invented client and its consultants look: a boat on waves, and three rising bars."""

CLIENT_COLOUR, CLIENT_SECOND_COLOUR = "#1f6b4a", "#b07d12"
FIRM_COLOUR, FIRM_SECOND_COLOUR = "#1f4e79", "#4f86b0"
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0'
CLIENT_LOGO = f"""{_HEAD} 94 66">
<path fill="{CLIENT_COLOUR}" d="M46 2v34H20z"/>
<path fill="{CLIENT_SECOND_COLOUR}" d="M51 12v24h19z"/>
<path fill="{CLIENT_COLOUR}" d="M14 41h66l-9 12H24z"/>
<path fill="none" stroke="{CLIENT_SECOND_COLOUR}" stroke-width="4" stroke-linecap="round"
  d="M7 60q8-6 16 0t16 0 16 0 16 0 16 0"/>
</svg>""".encode()
FIRM_LOGO = f"""{_HEAD} 64 64">
<rect x="6" y="36" width="13" height="22" rx="2" fill="{FIRM_COLOUR}"/>
<rect x="25.5" y="22" width="13" height="36" rx="2" fill="{FIRM_COLOUR}"/>
<rect x="45" y="6" width="13" height="52" rx="2" fill="{FIRM_COLOUR}"/>
</svg>""".encode()
