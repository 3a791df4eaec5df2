"""How the embedded model is made, from sentence pairs to an Argos package. Not part of the installed library.

Every step is a module with ``main(argv)``, run by ``python -m training STEP``; README.md has them in order.
"""
