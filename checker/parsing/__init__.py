"""What readers stand on: bytes to text, and text to pieces that know whose words they are."""
