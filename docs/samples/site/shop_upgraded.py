import datetime

from flask import Flask, session

from sessioncompat import SecureCookieSessionInterface, init_extension

app = Flask(__name__)
app.secret_key = "the secret key of all fixtures"
init_extension(
    app,
    SecureCookieSessionInterface(
        read_legacy_pickles=True, legacy_until=datetime.date(2100, 1, 1)
    ),
)


@app.route("/")
def index():
    return "Hello " + session.get("name", "stranger")
