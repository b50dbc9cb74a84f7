"""The sentence a person reads for each failure, in the language they read.

Spanish is the source; the English is in `resources/i18n/en/app.po`. Every class of
`fielddoc.errors` has its sentence here (a test looks), and the sentence says what happened,
what is still safe, and what to do.
"""

from collections.abc import Callable

from fielddoc.app.reasons import REASONS, said
from fielddoc.errors import FieldDocError
from fielddoc.text import N_, Catalogue

SENTENCES: dict[str, str] = {
    "failed": N_("No se pudo hacer. Lo guardado está a salvo."),
    "cancelled": N_("Se detuvo a petición suya; no se guardó nada de este trabajo."),
    "disk-full": N_("No queda espacio en el disco. Lo que ya estaba guardado sigue intacto."),
    "not-writable": N_("No se puede escribir en «{path}». Elija otra carpeta."),
    "source-vanished": N_(
        "El archivo «{name}» no se puede leer: no está, o cambió mientras se leía. "
        "Cópielo a este equipo e inténtelo de nuevo."
    ),
    "target-exists": N_("Ya existe «{path}» y no se reemplaza. Elija otro nombre."),
    "wrong-passphrase": N_(
        "La frase de acceso no abre esta bóveda. Podrá intentarlo de nuevo en {wait} segundos."
    ),
    "too-soon": N_(
        "Todavía no: después de un intento fallido hay que esperar. Faltan {wait} segundos."
    ),
    "wrong-recovery-group": N_(
        "El código de recuperación está mal escrito en los grupos: {groups}. Revíselos en el papel."
    ),
    "slot-refused": N_(
        "El archivo de llaves de la bóveda no es de fiar y no se usa. "
        "Alguien pudo debilitarlo: restaure una copia de respaldo."
    ),
    "slots-altered": N_(
        "Alguien sin la llave cambió la lista de accesos de esta bóveda. "
        "Restaure una copia de respaldo."
    ),
    "weak-passphrase": N_(
        "La frase de acceso es demasiado fácil de adivinar. Use seis o más palabras al azar."
    ),
    "not-a-vault": N_("«{path}» no es una bóveda de FieldDoc."),
    "vault-incomplete": N_(
        "A la bóveda le falta una parte ({part}), como después de una copia interrumpida. "
        "Vuelva a copiarla entera o restaure un respaldo."
    ),
    "vault-newer": N_(
        "La bóveda es de una versión más nueva del programa (formato {found}; este conoce "
        "hasta {known}). Actualice el programa; la bóveda no se tocó."
    ),
    "vault-busy": N_("La bóveda ya está abierta en otro programa ({holder}). Ciérrelo primero."),
    "vault-read-only": N_(
        "La bóveda está donde no se puede escribir («{path}»). Cópiela a una carpeta suya."
    ),
    "vault-damaged": N_(
        "Una parte de la bóveda está dañada ({what}). No se cambió nada; restaure un respaldo."
    ),
    "vault-rolled-back": N_(
        "Esta bóveda es más antigua que la última que se vio en este equipo: fue restaurada o "
        "devuelta a un estado anterior (se vio la entrada {seen}, hay {found})."
    ),
    "engine-unfit": N_(
        "El motor de cifrado de este equipo no es el que el programa necesita ({reason}). "
        "No se abrió nada."
    ),
    "record-unknown": N_("Ese registro no está en esta bóveda."),
    "file-missing": N_("El contenido de ese archivo no está en esta bóveda."),
    "entry-refused": N_("Una entrada del diario está mal formada o su firma no es válida."),
    "practice-vault": N_(
        "Una bóveda de práctica no intercambia datos con una verdadera. Use dos del mismo tipo."
    ),
    "form-refused": N_("No se entiende el archivo {file}, línea {line}: {reason} ({what})."),
    "value-refused": N_(
        "Lo escrito en «{field}» no tiene la forma que ese campo necesita ({reason}). "
        "Nada se perdió: corríjalo y guarde de nuevo."
    ),
    "date-refused": N_("«{text}» no es una fecha que el programa entienda."),
    "bundle-not-for-us": N_("El paquete está sellado para otras personas; esta bóveda no lo abre."),
    "bundle-cut": N_("El paquete está incompleto: termina antes de su final. Pídalo de nuevo."),
    "bundle-altered": N_(
        "El paquete fue alterado después de sellarse o firmarse ({where}). No se importó nada."
    ),
    "bundle-hostile": N_(
        "El paquete contiene algo que ningún paquete honesto tiene ({reason}). No se importó nada."
    ),
    "bundle-newer": N_(
        "El paquete es de una versión más nueva del programa (formato {found}; este conoce "
        "hasta {known}). Actualice el programa."
    ),
    "bundle-too-large": N_(
        "Es más de lo que cabe en un paquete ({what}). Envíe menos casos a la vez."
    ),
    "bundle-readdressed": N_(
        "El paquete nombra a otros destinatarios: alguien lo selló de nuevo para usted. "
        "No se importó nada."
    ),
    "sender-unknown": N_(
        "El paquete está íntegro, pero quien lo envía no está entre sus contactos "
        "(huella {fingerprint}). Agregue su tarjeta después de comparar la huella."
    ),
    "not-a-bundle": N_("El archivo no es un paquete sellado."),
    "contact-refused": N_(
        "La tarjeta de contacto está mal formada o su firma no es válida ({reason})."
    ),
    "contact-unknown": N_("No hay un contacto llamado «{name}»."),
    "media-refused": N_(
        "Ese archivo no se puede mostrar ni copiar aquí: {reason}. "
        "El original sigue sellado y sin cambios."
    ),
    "consent-missing": N_(
        "Nadie ha consentido este uso, así que nada puede salir de la bóveda. "
        "Registre primero el consentimiento de las personas."
    ),
    "not-ours": N_("El archivo no es un expediente ni un paquete de FieldDoc."),
    "usage": N_("No se entiende la orden: {reason}."),
}


class _Facts(dict[str, object]):
    """Facts of an error; one that its raiser left out is said as a dash, never a crash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(error: FieldDocError, say: Catalogue | Callable[[str], str]) -> str:
    """Say an error in one or two sentences a person can act on."""
    told = say(SENTENCES.get(error.code, SENTENCES["failed"]))
    facts = _Facts(error.facts)
    for name in ("reason", "where", "field"):
        if name in facts:
            facts[name] = said(facts[name], say, error.code)
    if (what := f"{error.code}:{facts.get('what')}") in REASONS:
        facts["what"] = say(REASONS[what])
    if isinstance(groups := facts.get("groups"), tuple):
        facts["groups"] = ", ".join(map(str, groups))
    return told.format_map(facts)
