"""Start of the worker: take the pipes, close the doors, then work."""

from app.core.inference.worker.isolation import claim_pipes, close_doors


def main() -> None:
    """Serve until the parent closes the pipe; where llama.cpp is missing, just end."""
    reading, writing = claim_pipes()
    close_doors()
    # Only now: llama.cpp may print as soon as it is loaded.
    from app.core.inference.worker.service import serve  # noqa: PLC0415

    serve(reading, writing)


if __name__ == "__main__":
    main()
