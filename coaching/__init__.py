"""SHARE: what a person shows of her own to one other, and their thread about it. The only door to it."""
