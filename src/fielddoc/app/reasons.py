"""Stable words that errors and verdicts carry, said so that a person can act on them."""

from collections.abc import Callable

from fielddoc.text import N_

REASONS = {
    # why a value does not fit its field (`fielddoc.forms.check`)
    "not-text": N_("debe ser un texto"),
    "not-a-list": N_("debe ser una lista"),
    "date": N_("no es una fecha que el programa entienda, como 2014-09-26, 2014-09 o 2014~"),
    "time": N_("no es una hora, como 15:00 o ~15:00"),
    "number": N_("no es un número, como 8, ~11 o 8..10"),
    "unknown-term": N_("no está en la lista"),
    "proposal": N_("la propuesta no tiene texto"),
    "duplicate": N_("está dos veces"),
    "place": N_("el lugar no está completo"),
    "mark": N_("la marca no está sobre el dibujo"),
    "attachment": N_("el archivo adjunto no está completo"),
    "has-file": N_("ya tiene un archivo, y un original no se reemplaza"),
    "unknown-field": N_("este formulario no tiene ese campo"),
    "no such form": N_("este programa no tiene ese formulario"),
    # why a form or vocabulary file is not understood (`fielddoc.forms.load`)
    "form-refused:unknown-key": N_("no se conoce esa clave"),
    "form-refused:syntax": N_("no es TOML"),
    "form-refused:missing": N_("falta esa clave"),
    "form-refused:missing-language": N_("falta un idioma"),
    "form-refused:type": N_("el valor no es del tipo que toca"),
    "form-refused:bad-name": N_("ese nombre no sirve como identificador"),
    "form-refused:unknown-value": N_("no se conoce ese valor"),
    "form-refused:unknown-field": N_("no hay un campo así"),
    "form-refused:unknown-kind": N_("no hay un formulario así"),
    "form-refused:unknown-section": N_("no hay una sección así"),
    "form-refused:needs-vocabulary": N_("ese tipo necesita un vocabulario"),
    "form-refused:needs-fields": N_("un grupo necesita campos"),
    "form-refused:not-for-type": N_("no va con ese tipo de campo"),
    # where a dossier was altered (`fielddoc.dossier.check`)
    "unsigned": N_("ya no tiene firma"),
    "cut": N_("faltan bytes al final"),
    "appended": N_("se agregó algo después del final"),
    "revision": N_("tiene una revisión posterior"),
    "bytes": N_("algo dentro cambió"),
    "signature": N_("la firma no es válida"),
    "signer": N_("lo firmó otra persona de la que dice"),
    "enclosed": N_("los datos adjuntos no corresponden"),
    # why a file is not shown or copied (`fielddoc.media`)
    "media-refused:kind": N_("el programa no tiene visor para ese tipo de archivo"),
    "media-refused:damaged": N_("está dañado o no es lo que su nombre dice"),
    "media-refused:too-large": N_("es demasiado grande para abrirse sin riesgo"),
    "media-refused:locked": N_("está protegido con una contraseña"),
    "media-refused:page": N_("no tiene esa página"),
    "media-refused:steps": N_("esos pasos no se pueden hacer con él"),
    "media-refused:time": N_("tardó demasiado en abrirse y se detuvo"),
    "media-refused:crashed": N_("el programa que lo abría se detuvo, como ante un archivo hostil"),
    # what became of a file in a folder that was taken in (`fielddoc.app.intake`)
    "intake:link": N_("es un enlace a otro lugar y no se sigue"),
    "intake:special": N_("no es un archivo"),
    "intake:litter": N_("lo dejó ahí el sistema, no una persona"),
    # where a bundle was altered, why a card is refused, why a case does not travel
    "recipients": N_("alguien lo selló de nuevo para otros destinatarios"),
    "sender": N_("lo firmó otra persona de la que dice"),
    "form": N_("no tiene la forma de una tarjeta"),
    "version": N_("es de otra versión del programa"),
    "name": N_("el nombre no se puede mostrar tal cual"),
    "pseudonym": N_("seudónimo"),
    "length": N_("está vacío o es demasiado largo"),
    "unreadable": N_("no se puede leer"),
    "contact-refused:number": N_("hay que elegir al menos una persona"),
    "mixed": N_("esas personas no tienen ningún tipo de llave en común"),
    "refused": N_("alguien dijo que no, o lo retiró"),
    "unasked": N_("a alguien entrevistado no se le preguntó"),
    "missing": N_("nadie ha consentido que lo tenga el equipo"),
}


def said(word: object, say: Callable[[str], str], code: str = "") -> str:
    """The reason in words, those of an error's `code` first; an unknown one is said as it is."""
    text = str(word)
    known = REASONS.get(f"{code}:{text}") or REASONS.get(text)
    return say(known) if known else text
