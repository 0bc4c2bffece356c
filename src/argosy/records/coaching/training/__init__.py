"""Courses, coaches, programmes, sessions and who came."""
