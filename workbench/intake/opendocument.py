"""LibreOffice texts (.odt): headings and paragraphs in reading order."""

import io


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every heading and paragraph that holds text, numbered from 1 in reading order."""
    from odf import teletype
    from odf.namespaces import TEXTNS
    from odf.opendocument import load

    texts: list[str] = []

    def walk(node: object) -> None:
        for child in getattr(node, "childNodes", ()):
            if getattr(child, "qname", None) in {(TEXTNS, "p"), (TEXTNS, "h")}:
                texts.append(teletype.extractText(child))
            else:
                walk(child)

    walk(load(io.BytesIO(data)).text)
    kept = [text for text in texts if text.strip()]
    return [(f"§ {n}", text) for n, text in enumerate(kept, 1)]
