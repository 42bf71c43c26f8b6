from setuptools import setup

setup(
    name="Flask-Locker",
    version="0.3",
    description="Keeps the sessions of Flask applications in a folder on the server.",
    py_modules=["flask_locker"],
    install_requires=["Flask>=0.10"],
)
