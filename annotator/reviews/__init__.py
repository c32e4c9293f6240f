"""Judgement: assessments of claims and comments on the desk's things."""
