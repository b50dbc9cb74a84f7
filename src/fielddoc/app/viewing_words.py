"""What a file says of itself, in words: labels for the keys that `fielddoc.media` gives."""

from fielddoc.media import Fact
from fielddoc.text import N_, Catalogue

LABELS = {
    "format": N_("Formato"),
    "colours": N_("Modo de color"),
    "encoding": N_("Codificación"),
    "camera_make": N_("Marca del aparato"),
    "camera_model": N_("Modelo del aparato"),
    "lens": N_("Lente"),
    "serial": N_("Número de serie del aparato"),
    "owner": N_("Dueño del aparato, según el archivo"),
    "software": N_("Programa que lo escribió"),
    "taken": N_("Tomada, según el aparato"),
    "taken_zone": N_("Huso horario, según el aparato"),
    "digitized": N_("Digitalizada, según el aparato"),
    "changed": N_("Modificada, según el archivo"),
    "artist": N_("Autor, según el archivo"),
    "copyright": N_("Derechos, según el archivo"),
    "description": N_("Descripción dentro del archivo"),
    "comment": N_("Comentario dentro del archivo"),
    "orientation": N_("Orientación (EXIF)"),
    "position": N_("Posición (latitud, longitud), según el aparato"),
    "position_odd": N_("Posición que no se entiende"),
    "position_time": N_("Hora de la posición"),
    "altitude": N_("Altitud, según el aparato"),
    "direction": N_("Dirección de la toma"),
    "thumbnail": N_("Lleva una miniatura propia"),
    "maker_note": N_("Lleva notas del fabricante"),
    "xmp": N_("Metadatos XMP"),
    "photoshop": N_("Metadatos de Photoshop o IPTC"),
    "colour_profile": N_("Perfil de color"),
    "broken": N_("Metadatos dañados"),
    "attached": N_("Archivos adjuntos dentro"),
    "rate": N_("Frecuencia de muestreo"),
    "channels": N_("Canales"),
    "bits": N_("Bits por muestra"),
    "pdf:Title": N_("Título dentro del archivo"),
    "pdf:Author": N_("Autor, según el archivo"),
    "pdf:Subject": N_("Asunto dentro del archivo"),
    "pdf:Keywords": N_("Palabras clave dentro del archivo"),
    "pdf:Creator": N_("Programa de origen"),
    "pdf:Producer": N_("Programa que lo escribió"),
    "pdf:CreationDate": N_("Creado, según el archivo"),
    "pdf:ModDate": N_("Modificado, según el archivo"),
}
_FLAGS = ("thumbnail", "maker_note", "photoshop")


def label(key: str, say: Catalogue) -> str:
    """The words for a key; one without words of its own is named as its format names it."""
    known = LABELS.get(key)
    if known is not None:
        return say(known)
    family, _, name = key.partition(":")
    return {"exif": "EXIF", "text": "PNG"}.get(family, family.upper()) + f" {name}"


def shown(fact: Fact, say: Catalogue) -> str:
    """A fact's value as it is shown."""
    return say("sí") if fact.key in _FLAGS else fact.value
