"""What the consultant adds to a result: written in a working copy, kept as numbered editions.

An edition is a document that never changes; a report is made from a result and an edition. What
is being written lies in the result's working copy, part by part, until a report of it is asked
for: then it becomes the next edition.
"""
