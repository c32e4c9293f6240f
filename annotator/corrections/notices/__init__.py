"""What readers are told of corrections."""
