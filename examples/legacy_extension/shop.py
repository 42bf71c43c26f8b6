"""
An application that uses it.
"""

import tempfile

from flask import Flask, session
from flask.ext.locker import Locker, check_token, start_over

app = Flask(__name__)
app.secret_key = 'not so secret'
app.session_cookie_name = 'locker'
Locker(app, tempfile.mkdtemp())


@app.route('/login')
def login():
    start_over()
    session['user'] = u'alice'
    session['token'] = u'1a2b'
    return 'alice logged in'


@app.route('/buy/<token>')
def buy(token):
    if not check_token(session, token):
        return 'that was not you'
    session['basket'] = session.get('basket', 0) + 1
    return '%s has %d in the basket' % (session['user'], session['basket'])


@app.route('/user')
def user():
    return 'hello %s' % session.get('user', 'stranger')
