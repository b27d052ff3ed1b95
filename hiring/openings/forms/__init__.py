"""What HR types about an opening, part by part."""
