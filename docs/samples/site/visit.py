"""Visit the shop with a cookie that a browser kept, and say what the shop answers."""

import sys

from shop import app

with open(sys.argv[1]) as file:
    cookie = file.read().strip()

answer = app.test_client(use_cookies=False).get("/", headers={"Cookie": cookie})
print(answer.get_data(as_text=True))
print("A new cookie was sent." if "Set-Cookie" in answer.headers else "No cookie was sent.")
