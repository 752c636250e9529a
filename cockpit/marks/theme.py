"""The role colours of both themes, for the figures that cannot read CSS; a test holds them equal to tokens.css."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


ROLES: Mapping[Theme, Mapping[str, str]] = {
    Theme.DARK: {
        "surface_1": "#161A20",
        "surface_2": "#1E242B",
        "line_2": "#5E6873",
        "text_1": "#F4F1EA",
        "text_2": "#BCC1C7",
        "text_3": "#8F97A1",
        "accent": "#86B2EE",
        "accent_2": "#3A70B4",
        "line_1": "#333B45",
        "track": "#2A313A",
        "warn": "#F0C35A",
        "warn_fill": "#F0C35A",
        "warn_wash": "#2A2517",
        "c_muted": "#4A5561",
        "seq_1": "#1C232C",
        "seq_2": "#253449",
        "seq_3": "#34527F",
        "seq_4": "#5C88C6",
        "seq_5": "#86B2EE",
        "seq_t1": "#F4F1EA",
        "seq_t2": "#F4F1EA",
        "seq_t3": "#F4F1EA",
        "seq_t4": "#0F1216",
        "seq_t5": "#0F1216",
        "c_1": "#86B2EE",
        "c_2": "#3A70B4",
        "c_3": "#F3BE9F",
        "c_4": "#B26545",
        "c_5": "#8F97A1",
        "c_flow": "#37424F",
        "c_flow_hi": "#456AA0",
        "c_grid": "#262D35",
    },
    Theme.LIGHT: {
        "surface_1": "#FFFFFF",
        "surface_2": "#EFECE5",
        "line_2": "#8C897F",
        "text_1": "#16191D",
        "text_2": "#454B53",
        "text_3": "#646A72",
        "accent": "#1C4F93",
        "accent_2": "#648FC8",
        "line_1": "#DDD8CD",
        "track": "#E6E2D9",
        "warn": "#8F5F00",
        "warn_fill": "#C27F00",
        "warn_wash": "#FBF3E0",
        "c_muted": "#B4B4AE",
        "seq_1": "#E6ECF4",
        "seq_2": "#C3D4EA",
        "seq_3": "#8CADD8",
        "seq_4": "#3D6EAF",
        "seq_5": "#1C4F93",
        "seq_t1": "#16191D",
        "seq_t2": "#16191D",
        "seq_t3": "#16191D",
        "seq_t4": "#FFFFFF",
        "seq_t5": "#FFFFFF",
        "c_1": "#1C4F93",
        "c_2": "#648FC8",
        "c_3": "#7A3B1E",
        "c_4": "#C07F4E",
        "c_5": "#8C897F",
        "c_flow": "#DCDAD3",
        "c_flow_hi": "#97B6E0",
        "c_grid": "#E9E5DC",
    },
}

FONT = "Cockpit Sans, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"


def layout(theme: Theme, *, px: int = 13, **more: Any) -> dict[str, Any]:
    """The part of a figure's layout that is the same everywhere; colours are those of the theme."""
    roles = ROLES[theme]
    return {
        "font": {"family": FONT, "size": px, "color": roles["text_2"]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [roles[name] for name in ("c_1", "c_5", "c_2", "c_4", "c_3")],
        "showlegend": False,
        "separators": ".,",
        "dragmode": False,
        "transition": {"duration": 0},
        "hoverlabel": {
            "bgcolor": roles["surface_1"],
            "bordercolor": roles["line_2"],
            "align": "left",
            "font": {"family": FONT, "color": roles["text_1"], "size": px},
        },
        **more,
    }


def rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
