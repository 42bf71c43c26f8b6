"""
The final releases of Flask and of what it stands on.

The lint draws its line of releases from here. ``tests/matrix/test_releases.py``
holds the table to the matrix and to what each Flask says it needs.
"""

#: The final releases. The last of Flask's is not out yet, and only counts for
#: those who name it.
RELEASES = {
    "flask": (
        "0.1 0.2 0.3 0.3.1 0.4 0.5 0.5.1 0.5.2 0.6 0.6.1 0.7 0.7.1 0.7.2 0.8 0.8.1 0.9"
        " 0.10 0.10.1 0.11 0.11.1 0.12 0.12.1 0.12.2 0.12.3 0.12.4 0.12.5"
        " 1.0 1.0.1 1.0.2 1.0.3 1.0.4 1.1.0 1.1.1 1.1.2 1.1.3 1.1.4 2.0.0 2.0.1 2.0.2 2.0.3"
        " 2.1.0 2.1.1 2.1.2 2.1.3 2.2.0 2.2.1 2.2.2 2.2.3 2.2.4 2.2.5 2.3.0 2.3.1 2.3.2 2.3.3"
        " 3.0.0 3.0.1 3.0.2 3.0.3 3.1.0 3.1.1 3.1.2 3.1.3 3.2"
    ).split(),
    "werkzeug": (
        "0.1 0.2 0.3 0.3.1 0.4 0.4.1 0.5 0.5.1 0.6 0.6.1 0.6.2 0.7 0.7.1 0.7.2 0.8 0.8.1 0.8.2"
        " 0.8.3 0.9 0.9.1 0.9.2 0.9.3 0.9.4 0.9.5 0.9.6 0.10 0.10.1 0.10.4 0.11 0.11.15 0.12"
        " 0.12.2 0.13 0.14 0.14.1 0.15 0.15.6 0.16.0 0.16.1 1.0.0 1.0.1 2.0.0 2.0.1 2.0.2 2.0.3"
        " 2.1.0 2.1.1 2.1.2 2.2.0 2.2.1 2.2.2 2.2.3 2.3.0 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.3.6"
        " 2.3.7 2.3.8 3.0.0 3.0.1 3.0.2 3.0.3 3.0.4 3.0.5 3.0.6 3.1.0 3.1.1 3.1.2 3.1.3 3.1.4"
        " 3.1.5 3.1.6"
    ).split(),
    "itsdangerous": (
        "0.9 0.10 0.11 0.12 0.13 0.14 0.15 0.16 0.17 0.18 0.19 0.20 0.21 0.22 0.23 0.24"
        " 1.0.0 1.1.0 2.0.0 2.0.1 2.1.0 2.1.1 2.1.2 2.2.0"
    ).split(),
    "python": "2.7 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13".split(),
    "flask_login": "0.1 0.2 0.3 0.4 0.4.1 0.5 0.6.0 0.6.1 0.6.2 0.6.3".split(),
    "flask_session": "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8".split(),
}
UPCOMING = {"flask": "3.2"}

#: The oldest Werkzeug and itsdangerous that a Flask release asks for.
REQUIRED = {
    "werkzeug": {"0.1": "0.6.1", "0.9": "0.7", "1.0": "0.14", "1.1.0": "0.15",
                 "2.0.0": "2.0.0", "2.2.0": "2.2.0", "2.2.2": "2.2.2", "2.3.0": "2.3.0",
                 "2.3.2": "2.3.3", "2.3.3": "2.3.7", "3.0.0": "3.0.0", "3.1.0": "3.1.0"},
    "itsdangerous": {"0.10": "0.21", "1.0": "0.24", "2.0.0": "2.0.0", "2.3.0": "2.1.2",
                     "3.1.0": "2.2.0"},
}

#: The first Flask that runs on Python 3 alone.
PYTHON_3_ONLY = "2.0.0"

#: The Pythons that today's Flask runs on, first and last.
TODAYS_PYTHONS = ("3.10", "3.13")

#: A release of each from which most names, old and new, can be had. The others
#: are held at it while the range of one is inferred.
MIDDLE = {"flask": "==2.0.3", "werkzeug": "==2.0.3", "itsdangerous": "==2.0.1"}
