"""Word documents (.docx): paragraphs in reading order, those of tables included."""

import io


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph that holds text, numbered from 1 in reading order."""
    from docx import Document
    from docx.table import Table

    texts: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # a merged cell is met once for each column that it spans
                cells = {id(cell._tc): cell for cell in row.cells}
                texts += [p.text for cell in cells.values() for p in cell.paragraphs]
        else:
            texts.append(block.text)
    kept = [text.replace("\r", "\n") for text in texts if text.strip()]
    return [(f"§ {n}", text) for n, text in enumerate(kept, 1)]
