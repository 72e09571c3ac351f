"""The demonstration: a year and a half of a programme, told by the real actions at the dates when they would have happened.

Only the laureates of ``manufactures/donnees/laureats.csv`` are real, with their public facts. Everything invented says so:
« Manufacture d’exemple », « Structure d’exemple », people named after their role at an address that cannot exist.
"""
