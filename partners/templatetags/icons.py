"""The pictures of the site, drawn on a grid of 16 and colored by the text around them."""


def _line(path: str, width: float = 1.6) -> str:
    look = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" {look} stroke-width="{width}"/>'


PATHS = {
    "check": _line("M3 8.5l3.2 3.2L13 4.8", 2.1),
    "triangle": '<path d="M8 1.8 15.2 14H.8z" fill="currentColor"/>',
    "cross": _line("M4 4l8 8M12 4l-8 8", 2.1),
    "dash": _line("M3.5 8h9", 2.1),
    "dot": '<circle cx="8" cy="8" r="4" fill="currentColor"/>',
    "clock": _line("M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.8V8l2.2 1.6"),
    "pencil": _line("M2.5 13.5l.7-3L10.7 3l2.3 2.3-7.5 7.5zM9.2 4.5l2.3 2.3"),
    "undo": _line("M6 3L2.8 6.2 6 9.4M3.2 6.2h6a4 4 0 0 1 0 8H6.5"),
    "lock": _line("M3.5 7.2h9v6.3h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2"),
    "plus": _line("M8 3v10M3 8h10", 1.9),
    "info": _line("M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.4v3.6M8 5v.1"),
    "warning": _line("M8 2.2 14.6 13.6H1.4zM8 6.4v3.2M8 11.6v.1"),
    "arrow-right": _line("M3 8h10M9 4l4 4-4 4"),
    "arrow-left": _line("M13 8H3M7 4L3 8l4 4"),
    "chevron-down": _line("M4 6l4 4 4-4", 1.8),
    "search": _line("M7 2.2a4.8 4.8 0 1 0 0 9.6A4.8 4.8 0 0 0 7 2.2M10.6 10.6l3.2 3.2", 1.7),
    "person": _line("M8 2a2.9 2.9 0 1 0 0 5.8A2.9 2.9 0 0 0 8 2M2.6 14c.5-2.7 2.6-4 5.4-4s4.9 1.3 5.4 4"),
    "people": _line(
        "M5.8 2.8a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M1.2 13.2c.4-2.4 2.2-3.6 4.6-3.6s4.2 1.2 4.6 3.6"
        "M10.8 3a2.3 2.3 0 0 1 0 4.4M12.4 9.9c1.4.4 2.2 1.5 2.5 3.3"
    ),
    "mail": _line("M1.8 3.5h12.4v9H1.8zM2 4l6 5 6-5"),
    "bell": _line("M3 11.5h10c-1.1-1-1.4-2-1.4-4.5A3.6 3.6 0 0 0 4.4 7c0 2.5-.3 3.5-1.4 4.5M6.5 13.8h3"),
    "calendar": _line("M2 3.5h12v10.5H2zM2 6.8h12M5 1.8v3M11 1.8v3"),
    "chart": _line("M2 14h12M4 11.5V8M8 11.5V3M12 11.5V5.8", 1.8),
    "list": _line("M5.5 4H14M5.5 8H14M5.5 12H14M2.2 4h.1M2.2 8h.1M2.2 12h.1", 1.8),
    "handshake": _line(
        "M1.5 5l3-1.5 3.5 1 3.5-1 3 1.5v5l-2 .5-4 3-4.5-3-2-.5zM8 4.5L5.8 7.3c1 .9 2.2.6 3-.3L12 10.3"
    ),
    "folder": _line("M1.8 3.5h4.4l1.5 1.7h6.5v8H1.8z"),
    "gear": _line(
        "M8 5.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2"
        "M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"
    ),
    "download": _line("M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.8h11"),
    "print": _line("M4 6V2h8v4M4 11.5H2V6h12v5.5h-2M4.2 9.5h7.6V14H4.2z"),
    "sun": _line(
        "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6"
        "M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1"
    ),
    "moon": _line("M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3"),
    "screen": _line("M1.8 2.8h12.4v8.4H1.8zM5.5 14h5"),
}
