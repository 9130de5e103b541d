"""What a file says about itself: title, author, language, and which standards it follows (XMP, ISO 16684-1)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from communitydesk.paper.typed import clean

if TYPE_CHECKING:
    from communitydesk.paper.blocks import Story

MAKER = "CommunityDesk"

# PDF/A wants each schema that is not its own to be described in the packet (ISO 19005-3, 6.6.2.3).
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{author}{subject}
<xmp:CreatorTool>{maker}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{maker}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
_AUTHOR = "\n<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
_SUBJECT = '\n<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>'


def described(story: Story) -> bytes:
    """Return the XMP packet of a story."""
    packet = _PACKET.format(
        title=_xml(story.title),
        language=_xml(story.language),
        author=_AUTHOR.format(_xml(story.author)) if story.author else "",
        subject=_SUBJECT.format(_xml(story.subject)) if story.subject else "",
        maker=MAKER,
        day=story.made_on.isoformat(),
    )
    return packet.encode("utf-8")


def stamp(story: Story) -> dict[str, str]:
    """Return the same facts for the file's information dictionary."""
    day = f"D:{story.made_on:%Y%m%d}000000Z"
    facts = {
        "/Title": _one_line(story.title),
        "/Author": _one_line(story.author),
        "/Subject": _one_line(story.subject),
        "/Creator": MAKER,
        "/Producer": MAKER,
        "/CreationDate": day,
        "/ModDate": day,
    }
    return {name: value for name, value in facts.items() if value}


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _xml(text: str) -> str:
    return escape(_one_line(text))
