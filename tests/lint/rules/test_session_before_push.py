from helpers import reported, untouched

CONTEXT = """\
    from flask import Flask

    app = Flask("a")
    ctx = app.test_request_context("/")
    {}
    """


def test_read():
    reported(CONTEXT.format("print(ctx.session)"), "3.1.3")


def test_with_an_environment():
    reported(
        """\
        from flask import current_app

        def peek(environ):
            ctx = current_app.request_context(environ)
            return ctx.session["user"]
        """
    )


def test_pushed():
    untouched(CONTEXT.format("ctx.push()\n    print(ctx.session)"))


def test_with():
    untouched(CONTEXT.format("with ctx:\n        print(ctx.session)"))


def test_entered_by_a_stack():
    untouched(CONTEXT.format("stack.enter_context(ctx)\n    print(ctx.session)"))


def test_as():
    untouched(
        """\
        from flask import Flask
        with Flask("a").test_request_context() as ctx:
            print(ctx.session)
        """
    )


def test_older_range():
    untouched(CONTEXT.format("print(ctx.session)"), flask=">=0.7,<3.1.3")


def test_session_of_something_else():
    untouched(
        """\
        import flask
        from tasks import request_context
        ctx = make(request_context())
        print(ctx.session)
        """
    )
