from helpers import reported, untouched


def test_read():
    reported(
        "from flask import _request_ctx_stack\nimport flask_login\nx = _request_ctx_stack.top.user\n",
        "current_user",
    )


def test_context_of_sessioncompat():
    reported(
        "import flask_login\nfrom sessioncompat.context import get_context\nx = get_context().user\n",
        "current_user",
    )


def test_other_user():
    untouched("import flask, flask_login\nx = request.user\ny = self.user\n")


def test_no_login():
    untouched("from flask import _request_ctx_stack\nx = _request_ctx_stack.top.user\n")


def test_manager_of_ones_own():
    reported(
        """\
        from flask import _request_ctx_stack
        from flask_login import LoginManager as Original

        class LoginManager(Original):
            pass

        def load():
            return _request_ctx_stack.top.user
        """,
        "current_user",
    )


def test_copy_of_the_extension():
    untouched(
        """\
        from flask import _request_ctx_stack
        import flask_login

        class LoginManager(object):
            def load(self):
                return _request_ctx_stack.top.user
        """
    )
