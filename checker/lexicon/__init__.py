"""What Brandcheck knows of any brand's language: concepts, themes, places."""
