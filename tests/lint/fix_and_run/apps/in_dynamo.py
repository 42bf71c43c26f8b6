"""
Flask-Session's kin, with a DynamoDB that is a dictionary.
"""

import importlib

import release
from shop import go_shopping, open_shop
from visitor import make_app


class Dynamo(object):
    """The session of boto3, and the client that it makes."""

    def __init__(self):
        self.items = {}

    def client(self, service, endpoint_url=None):
        return self

    def list_tables(self):
        return {"TableNames": ["sessions"]}

    def get_item(self, TableName, Key):
        item = self.items.get(Key["SessionId"]["S"])
        return {"Item": item} if item else {}

    def put_item(self, TableName, Item):
        self.items[Item["SessionId"]["S"]] = Item

    def delete_item(self, TableName, Key):
        self.items.pop(Key["SessionId"]["S"], None)


def visit():
    extension = importlib.import_module(release.package)
    dynamo = Dynamo()
    app = make_app(SESSION_TYPE="dynamodb", SESSION_DYNAMODB=dynamo, SESSION_USE_SIGNER=release.signer)
    getattr(extension, release.setup)(app)
    go_shopping(open_shop(app), lambda: len(dynamo.items))
