"""The launcher: starts the two embedded services and every process of the platform with one command.

It knows nothing of the programme's trade and needs no Django settings; why it exists: docs/decisions/0001-lancement.md.
"""
