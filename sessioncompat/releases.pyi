RELEASES: dict[str, list[str]]
UPCOMING: dict[str, str]
REQUIRED: dict[str, dict[str, str]]
PYTHON_3_ONLY: str
TODAYS_PYTHONS: tuple[str, str]
MIDDLE: dict[str, str]
