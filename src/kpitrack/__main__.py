"""`python -m kpitrack`."""

from kpitrack.cli import run

if __name__ == "__main__":
    run()
