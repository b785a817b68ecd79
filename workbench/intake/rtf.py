"""Rich text (.rtf), as older word processors and note-taking programs write it."""


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph that holds text, numbered from 1 in reading order; a table's cells are separated by |."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(data.decode("cp1252"), errors="strict")
    # RTF writes characters beyond the first 65,536 as two halves
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    kept = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    return [(f"§ {n}", line) for n, line in enumerate(kept, 1)]
