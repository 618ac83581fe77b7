"""Language: which one the window speaks; English needs nothing, the others bring a compiled catalogue."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.gui import texts
from app.gui.texts import catalogue

SYSTEM = "system"
NAMES = {SYSTEM: "", "en": "English", "ko": "한국어"}  # each in its own language, so that it is found again


def resolved(choice: str) -> str:
    """The language of a choice: the system's first one that there is, else English."""
    if choice in NAMES and choice != SYSTEM:
        return choice
    wanted = [name.split("-")[0] for name in QLocale.system().uiLanguages()]
    return next((name for name in wanted if name in (*catalogue.LANGUAGES, "en")), "en")


def speak(choice: str) -> None:
    """Speak the chosen language from now on: every text made after this is in it. Before any window is made."""
    app = QCoreApplication.instance()
    assert app is not None
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    texts.spoken = resolved(choice)
    if texts.spoken == "en":
        return
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{texts.spoken}.qm")
    for file in (of_qt, catalogue.compiled(texts.spoken)):  # the last one is asked first
        translator = QTranslator(app)
        if translator.load(str(file)):
            app.installTranslator(translator)
