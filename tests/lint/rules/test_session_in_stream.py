from helpers import reported, untouched

VIEW = """\
    from flask import Response, session, stream_with_context

    def view():
        def rows():
            {}
            yield "a"

        return Response({})
    """


def test_wrapped():
    reported(
        VIEW.format("session['count'] = 1", "stream_with_context(rows())"), "the change is lost"
    )


def test_method():
    reported(VIEW.format("session.clear()", "stream_with_context(rows())"))


def test_deleted():
    reported(VIEW.format("del session['a']", "stream_with_context(rows(), 1)"))


def test_decorated():
    reported(
        """\
        import flask

        @flask.stream_with_context
        def rows():
            yield "a"
            flask.session["count"] += 1
        """
    )


def test_read():
    untouched(VIEW.format("x = session['count']", "stream_with_context(rows())"))


def test_changed_before():
    untouched(
        """\
        from flask import Response, session, stream_with_context

        def view():
            session["count"] = 1

            def rows():
                yield "a"

            return Response(stream_with_context(rows()))
        """
    )


def test_another_generator():
    untouched(VIEW.format("session['count'] = 1", "rows()"))


def test_something_else_is_wrapped():
    untouched(VIEW.format("session['count'] = 1", "stream_with_context(lines())"))


def test_function_that_is_no_generator():
    untouched(
        """\
        from flask import session, stream_with_context

        def start():
            session["count"] = 1
            return open("rows")

        def view():
            return stream_with_context(start())
        """
    )


def test_session_of_the_database():
    untouched(
        """\
        from flask import stream_with_context
        from shop.db import session

        @stream_with_context
        def rows():
            session.clear()
            yield "a"
        """
    )
