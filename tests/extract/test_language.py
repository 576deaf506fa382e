"""Of a text in another language only the fields of the source itself are believed."""

from dataclasses import replace

from recallwatch.extract import read
from recallwatch.model import ListedProduct, Notice, Scope

FRENCH = "Modèle: XB-200. Le produit modèle XB-300 (lot 7788) présente un impact; en cas de model XB-400, numéro A1-B2."
GERMAN = "Rückruf: Modell KX-77 im Fall von Brandgefahr, Chargen 4711 bis 4799, verkauft bis Mai 2024 bei Handel GmbH."


def foreign(text: str, language: str, line: ListedProduct) -> Notice:
    return Notice("xx", "1", text, summary=text, hazard=text, remedy=text, language=language, products=(line,))


def test_prose_in_another_language_names_no_model_no_code_and_no_hazard() -> None:
    for text, language in ((FRENCH, "fr"), (GERMAN, "de"), (GERMAN, "de-CH")):
        reading = read(foreign(text, language, ListedProduct("Voltique grille-pain")))
        (selector,) = reading.products[0].selectors
        assert (selector.models, selector.model_patterns, selector.gtins) == ((), (), ())
        assert (selector.serials, selector.lots) == ((), ())
        assert selector.scope is Scope.UNKNOWN
        assert (reading.hazards, reading.remedies, reading.sold, reading.products[0].brand) == ((), (), None, "")


def test_what_nobody_has_read_may_narrow_a_foreign_recall_that_names_its_bar_code_and_shops() -> None:
    line = ListedProduct("Grille-pain", gtins=("4012345678901",), units="300")
    notice = replace(foreign(FRENCH, "fr", line), sold_at=("tous les magasins",))
    assert read(notice).products[0].selectors[0].scope is Scope.UNKNOWN


def test_the_same_words_in_english_are_read() -> None:
    assert read(foreign(FRENCH, "en", ListedProduct("Voltique toaster"))).products[0].selectors[0].models


def test_the_source_s_own_brand_model_and_bar_code_still_lead_to_the_product() -> None:
    line = ListedProduct("Grille-pain", brand="Voltique", models=("XB-9",), gtins=("4012345678901",))
    (product,) = read(foreign(FRENCH, "fr", line)).products
    (selector,) = product.selectors
    assert product.brand == "Voltique"
    assert [t.value for t in selector.models] == ["XB-9"]
    assert [t.value for t in selector.gtins] == ["4012345678901"]


def test_a_source_s_own_lists_tell_hazard_and_remedy_in_any_language() -> None:
    notice = foreign(FRENCH, "fr", ListedProduct("Grille-pain"))
    reading = read(replace(notice, hazard_classes=("fire", "burn"), remedy_options=("Remboursement", "Réparation")))
    assert (reading.hazards, reading.remedies) == (("burn", "fire"), ("refund", "repair"))


def test_a_source_s_own_hazard_stands_beside_those_of_the_text() -> None:
    notice = Notice("xx", "1", "Lamp", hazard="The lamp can cause burns.", hazard_classes=("shock",))
    assert read(notice).hazards == ("burn", "shock")
