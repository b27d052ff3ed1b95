"""A QR code as inline SVG without styles, so that the Content-Security-Policy lets it stand. Pure."""

from html import escape

import qrcode

WHITE_EDGE = 4
PIXELS_A_MODULE = 5


def draw_code(text: str, title: str) -> str:
    """An svg element with black modules on white, whatever the page's colours are."""
    code = qrcode.QRCode(border=WHITE_EDGE)
    code.add_data(text)
    matrix = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, on in enumerate(row) if on)
    side, shown = len(matrix), len(matrix) * PIXELS_A_MODULE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{shown}" height="{shown}" shape-rendering="crispEdges" '
        f'role="img" aria-label="{escape(title)}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
