"""What the views of the API of every app share."""
