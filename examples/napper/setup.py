"""Builds the example module: `python3 setup.py build_ext --inplace`."""

from setuptools import Extension, setup

setup(ext_modules=[Extension("napper", ["nappermodule.c"], libraries=["pthread"])])
