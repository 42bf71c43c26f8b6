"""Put something into the cart, as a browser would, and look into it."""

from shop import CARTS, app

client = app.test_client()
print(client.get("/add/tea").get_data(as_text=True))
print(client.get("/").get_data(as_text=True))
print("On the server: %d cart(s)" % len(CARTS))
