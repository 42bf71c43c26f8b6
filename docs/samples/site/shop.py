from flask import Flask, session

app = Flask(__name__)
app.secret_key = "the secret key of all fixtures"


@app.route("/")
def index():
    return "Hello " + session.get("name", "stranger")
