"""Danish-looking text from a word list of our own: real words, long compounds among them, none from any plan.

A bar in a word marks where it may be hyphenated; texts carry U+00AD there, as an author's soft hyphen.
"""

from __future__ import annotations

from random import Random

SOFT = "\u00ad"


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.replace("|", SOFT).replace("_", " ") for word in listed.split())


ACTORS = _words(
    "sund|heds|ple|jen skole|le|del|sen fri|tids|kon|su|len|ten gade|plans|med|ar|bej|de|ren jobcen|te|ret "
    "ung|doms|ud|dan|nel|sen bo|lig|sel|ska|bet for|æl|dre|ne fri|vil|lig|cen|te|ret fæl|les|skabs|gruppen "
    "id|ræts|for|e|nin|gen bib|li|o|te|ket na|bo|hjæl|pen kul|tur|hu|set ple|je|hjem|met æl|dre|rå|det"
)
VERBS = _words(
    "ud|ar|bej|der sam|ler gen|nem|fø|rer styr|ker af|hol|der ind|sam|ler til|by|der sæt|ter_fo|kus_på føl|ger "
    "op|da|te|rer vi|der|ud|vik|ler ko|or|di|ne|rer un|der|sø|ger plan|læg|ger drøf|ter"
)
THINGS = _words(
    "vej|led|nings|ma|te|ri|a|ler net|værks|mø|der for|æl|dre|kur|ser ryg|stop|til|bud mo|ti|ons|hold "
    "tryg|heds|van|drin|ger bo|lig|om|rå|der sam|ar|bejds|af|ta|ler kost|po|li|tik|ker støj|græn|ser "
    "ko|lo|ni|ha|ver cy|kel|sti|er mad|fæl|les|ska|ber ud|dan|nel|ses|for|løb fri|tids|job le|ge|plad|ser "
    "sund|heds|sam|ta|ler bru|ger|un|der|sø|gel|ser op|lys|nings|kam|pag|ner grøn|ne_ar|e|a|ler "
    "hånd|bø|ger åb|ne_værk|ste|der"
)
FRAMES = _words(
    "i_sko|ler|ne på_bi|bli|o|te|ker|ne for_ny|e_bor|ge|re med_de_fri|vil|li|ge i_sam|ar|bej|de_med_na|bo|er|ne "
    "hvert_ef|ter|år for_børn_og_un|ge uden_for_ar|bejds|ti|den gen|nem_hele_året i_lo|kal|om|rå|det "
    "ved_åen og_øv|ri|ge_an|læg under_stjer|ner|ne efter_be|hov"
)
HYPHENED = ("SSP-konsulenten", "IT-støtte", "børne- og ungeråd", "dag- og aftenhold", "by- og landråd")
TITLES = _words(
    "tid|lig_ind|sats fæl|les_mål|ti|der tryg_sko|le|vej grøn_hver|dag ak|ti|ve_æl|dre stær|ke_fæl|les|ska|ber "
    "sund_start un|ge_i_ud|dan|nel|se bed|re_bo|lig|om|rå|der na|tur|en_som_klas|se|lo|ka|le røg|fri|e_mil|jø|er "
    "fri|vil|li|ge_be|søgs|ven|ner mo|ti|on_på_re|cept kul|tur_for_al|le åb|ent_værk|sted li|ge_ad|gang "
    "ryd|de|li|ge_van|dre|sti|er ny_bo|ger|dag"
)
PEOPLE = _words("bør|ne|fa|mi|li|er un|ge_mel|lem_15_og_25_år æl|dre al|le_bor|ge|re nye_for|æl|dre til|flyt|te|re")
TIMES = ("2025", "2026-2028", "1. kvartal 2026", "Løbende", "Forår 2027", "Ultimo 2026", "Hvert efterår")
STATES = ("I gang", "Ikke begyndt", "Færdig", "Følger planen", "Udskudt til 2027")
AMOUNTS = ("120.000 kr.", "Inden for rammen", "45.500 kr.", "1.250.000 kr.", "Ingen udgift")


def plain(text: str) -> str:
    """A text without the places where it may be hyphenated."""
    return text.replace(SOFT, "")


def capital(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def sentence(random: Random) -> str:
    """A sentence of some 5 to 14 words, with a full stop."""
    thing = random.choice(THINGS)
    if random.random() < 0.15:
        thing = random.choice(HYPHENED)
    parts = [random.choice(ACTORS), random.choice(VERBS), thing]
    parts += random.sample(FRAMES, random.randint(0, 2))
    if random.random() < 0.3:
        parts += ["og", random.choice(VERBS), random.choice(THINGS)]
    return capital(" ".join(parts)) + "."


def paragraph(random: Random, most: int) -> str:
    """Up to so many sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(1, most)))


def title(random: Random) -> str:
    """What an activity is called: a few words without a full stop."""
    text = random.choice(TITLES)
    if random.random() < 0.3:
        text += " " + random.choice(FRAMES)
    return capital(text)


def actor(random: Random) -> str:
    """Who does it: one or two bodies."""
    first, second = random.sample(ACTORS, 2)
    return capital(first if random.random() < 0.6 else f"{first} og {second}")
