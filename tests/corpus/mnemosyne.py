"""Lets Mnemosyne import an Anki package, without a window, and prints what it then has of the cards.

usage: mnemosyne.py <folder of its Python packages> <package.apkg>
"""

import json
import os
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
sys.path.insert(0, sys.argv[1])
output, sys.stdout = sys.stdout, sys.stderr  # it talks while it works

from mnemosyne.libmnemosyne import Mnemosyne  # noqa: E402
from mnemosyne.libmnemosyne.ui_components.main_widget import MainWidget  # noqa: E402


class NoWindow(MainWidget):
    def show_information(self, text):
        print(text)

    def show_error(self, text):
        raise RuntimeError(text)

    def set_progress_text(self, text):
        print(text)

    def set_progress_range(self, maximum):
        pass

    def set_progress_update_interval(self, interval):
        pass

    def increase_progress(self, value):
        pass

    def set_progress_value(self, value):
        pass

    def close_progress(self):
        pass


def cards_of(path):
    Mnemosyne.start_review = lambda self: None
    program = Mnemosyne(upload_science_logs=False, interested_in_old_reps=True)
    program.components.insert(
        0, ("mnemosyne.libmnemosyne.gui_translators.gettext_gui_translator", "GetTextGuiTranslator")
    )
    program.components.append(("__main__", "NoWindow"))
    program.components.append(("mnemosyne.libmnemosyne.ui_components.dialogs", "EditCardDialog"))
    program.initialise(tempfile.mkdtemp(), filename="default.db", automatic_upgrades=False)
    (reader,) = [each for each in program.component_manager.all("file_format") if type(each).__name__ == "Anki2"]
    reader.do_import(path)
    database = program.database()
    for id, _ in database.cards():
        card = database.card(id, is_id_internal=True)
        yield {
            "fields": card.fact.data,
            "grade": card.grade,
            "due": card.next_rep,
            "reviewed": card.last_rep,
            "reviews": card.ret_reps,
            "lapses": card.lapses,
            "tags": sorted(tag.name for tag in card.tags),
            "question": card.question(),
            "answer": card.answer(),
            "files": sorted(os.listdir(database.media_dir())),
        }


cards = cards_of(os.path.abspath(sys.argv[2]))
json.dump(sorted(cards, key=lambda card: card["fields"]["0"]), output)
output.flush()
os._exit(0)  # without a window it does not end by itself
