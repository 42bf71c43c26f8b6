"""
``flask_session.sessions`` was removed in Flask-Session 0.7.

Each backend became a module of its own: ``flask_session.redis``,
``flask_session.sqlalchemy`` and so on, with ``flask_session.base`` for what
they share. You will see ``ModuleNotFoundError: No module named
'flask_session.sessions'``. Their constructors take keywords now, and
``serializer.encode`` and ``decode`` replaced ``dumps`` and ``loads``.

There is no fix: a subclass needs more than a new import.

See https://github.com/apache/airflow/issues/36897

Before::

    from flask_session.sessions import RedisSessionInterface

    class Sessions(RedisSessionInterface):
        pass

After::

    from flask_session.redis import RedisSessionInterface

    class Sessions(RedisSessionInterface):
        pass
"""

from typing import Iterator

from ...history import BY_PATH
from .. import guards, phrases
from ..finding import Finding
from ..rule import Rule, Use

ROW = BY_PATH["flask_session.sessions"]
BACKENDS = {
    "RedisSession": "redis", "MemcachedSession": "memcached", "FileSystemSession": "filesystem",
    "MongoDBSession": "mongodb", "SqlAlchemySession": "sqlalchemy",
    "DynamoDBSession": "dynamodb",
}  # fmt: skip
rule = Rule(__name__, code="SC129")


@rule.check("sessions", needs=(b"flask_session.sessions",), dot=True)
def check_import(use: Use) -> Iterator[Finding]:
    statement, gone = use.statement, phrases.gone(use.range, ROW)
    if statement is None or gone is None or use.guarded(guards.IMPORT):
        return
    if use.dotted is None or not f"{use.dotted}.".startswith(f"{ROW.path}."):
        return
    project = use.semantics.project
    if project is not None and project.module(ROW.path, use.source.path) is not None:
        return  # A fork, whose package has the old name and its own modules.
    names = [use.text(item) for item in statement.children_by_field_name("name")]
    names += use.looked_up[2:]
    backend = next((BACKENDS[key] for key in BACKENDS for n in names if n.startswith(key)), None)
    where = f"`flask_session.{backend}`" if backend else "the module of the backend"
    yield rule.finding(
        use, f"`{ROW.path}` is {gone}. Import from {where}.", node=use.dotted_node
    )
