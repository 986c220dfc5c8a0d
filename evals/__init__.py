"""The evals: how often Brandcheck is right, measured on labelled drafts.

*Cases* are labelled drafts; *matching* pairs what was flagged with what was labelled; *metrics* turn
the pairs into figures with intervals; the *scorecard* publishes them and the *baseline* guards them.
"""
