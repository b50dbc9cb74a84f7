"""What both processes do before their first window: leave no traces, speak, dress."""

import faulthandler
import os
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fielddoc import paths
from fielddoc.ui import theme
from fielddoc.ui.settings import Settings


def make_application(settings: Settings) -> QApplication:
    """Make the application: no folder history, no session kept by the desktop, own theme."""
    for format_ in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(format_, QSettings.Scope.UserScope, os.devnull)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        QGuiApplication.highDpiScaleFactorRoundingPolicy().PassThrough
    )
    application = QApplication(sys.argv[:1])
    application.setApplicationDisplayName("FieldDoc")
    application.setDesktopFileName("fielddoc")
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application, theme.choose(settings.mode, settings.text))
    speak(application, settings.language)
    return application


def speak(application: QApplication, language: str) -> None:
    """Let Qt's own words (file dialog, menus of text fields) be in the window's language."""
    QLocale.setDefault(QLocale(language))
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", folder):
        application.installTranslator(words)


def watch_faults() -> None:
    """A crash of the interpreter writes where it was: files, lines, functions, no values."""
    folder = paths.state()
    folder.mkdir(parents=True, exist_ok=True)
    faulthandler.enable((folder / "faults.log").open("a", encoding="utf-8"))
