"""Reads Anki packages with nothing but Python's standard library, and lists what Anki would stumble over.

usage: check-package.py <package>...
Prints a JSON list with one object for each package: its faults, and what it holds.
"""

import hashlib
import html
import json
import os
import re
import sqlite3
import struct
import sys
import tempfile
import unicodedata
import zipfile

FIELDS = ["Prompt", "Answer", "Key points", "Hint", "ownwords"]
COLUMNS = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}
INDEXES = "ix_cards_nid ix_cards_sched ix_cards_usn ix_notes_csum ix_notes_usn ix_revlog_cid ix_revlog_usn".split()
CONF = "activeDecks collapseTime creationOffset curDeck fsrs nextPos rollover schedVer sched2021".split()
MODEL = "id name type mod usn sortf did tmpls flds css latexPre latexPost req".split()
DECK = (
    "id name mod usn lrnToday revToday newToday timeToday collapsed desc dyn conf extendNew extendRev browserCollapsed"
).split()
PRESET = "id name mod usn maxTaken autoplay timer replayq dyn new rev lapse fsrsParams6 desiredRetention".split()
LETTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~")
# Which queues go with which type.
QUEUES = {0: {0, -1}, 1: {1, 3, -1}, 2: {2, -1}, 3: {1, 3, -1}}
INT32 = 2**31
LATEST_ID = 1767225600000  # 2026-01-01: no id of a note or card may lie in the future


def stripped(field):
    """The field without HTML, as Anki takes checksums of it."""
    field = re.sub(
        r"""(?i)<(?:img|audio|video|object|source)\b[^>]*?\b(?:src|data)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)[^>]*>""",
        lambda found: " " + found.group(1).strip("\"'") + " ",
        field,
    )
    field = re.sub(r"(?is)<!--.*?-->|<style\b.*?</style>|<script\b.*?</script>|<[^>]*>", "", field)
    return html.unescape(field).replace("\u00a0", " ")


def unzstd(data, fault):
    """The content of a frame of raw blocks (RFC 8878)."""
    if data[:5] != b"\x28\xb5\x2f\xfd\xe0":
        fault("zstd: no frame of raw blocks with its size before it")
        return b""
    size, at, last, parts = struct.unpack("<Q", data[5:13])[0], 13, False, []
    while not last:
        header = int.from_bytes(data[at : at + 3], "little")
        last, kind, length = header & 1, header >> 1 & 3, header >> 3
        if kind != 0 or length > 131072:
            fault("zstd: a block that is not raw, or too large")
        parts.append(data[at + 3 : at + 3 + length])
        at += 3 + length
    out = b"".join(parts)
    if len(out) != size or at != len(data):
        fault("zstd: the size is wrong")
    return out


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def members(data):
    """The members of a Protocol Buffers message: number and value."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            length, at = varint(data, at)
            value, at = data[at : at + length], at + length
        yield tag >> 3, value


def media_of(archive, container, fault):
    """Names of the files by their names in the archive, and their contents."""
    raw = archive.read("media")
    if container != 3:
        names = json.loads(raw)
        if list(names) != [str(index) for index in range(len(names))]:
            fault("media: the keys are not 0, 1, 2…")
        return {name: archive.read(key) for key, name in names.items()}
    files = {}
    for index, (number, entry) in enumerate(members(unzstd(raw, fault))):
        entry = dict(members(entry))
        data = unzstd(archive.read(str(index)), fault)
        if number != 1 or entry.get(2, 0) != len(data) or entry[3] != hashlib.sha1(data).digest():
            fault(f"media: entry {index} is wrong")
        files[entry[1].decode()] = data
    return files


def check_names(files, fault):
    seen = set()
    for name in files:
        if re.search(r'[\][<>:"/?*^\\|\x00-\x1f\x7f]', name) or name in ("", ".", "..") or len(name.encode()) > 120:
            fault(f"media: {name!r} is no name of a file")
        if unicodedata.normalize("NFC", name) != name or name[-1] in " .":
            fault(f"media: {name!r} is not as Anki has it")
        if name.lower() in seen:
            fault(f"media: {name!r} is there twice")
        seen.add(name.lower())


def check_schema(db, fault):
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {"sqlite_stat1"}
    if tables != set(COLUMNS):
        fault(f"schema: the tables are {sorted(tables)}")
        return
    for table, columns in COLUMNS.items():
        found = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        if found != columns.split():
            fault(f"schema: {table} has {found}")
        kinds = {row[1]: row[2].lower() for row in db.execute(f"PRAGMA table_info({table})")}
        texts = {"conf", "models", "decks", "dconf", "tags", "guid", "flds", "data"}
        for column, kind in kinds.items():
            if kind != ("text" if column in texts else "integer"):
                fault(f"schema: {table}.{column} is {kind}")
    found = sorted(row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'"))
    if found != INDEXES:
        fault(f"schema: the indexes are {found}")
    for (check,) in db.execute("PRAGMA integrity_check"):
        if check != "ok":
            fault(f"integrity: {check}")


def check_keys(what, value, keys, fault):
    missing = [key for key in keys if key not in value]
    if missing:
        fault(f"{what}: without {missing}")


def check_col(db, fault):
    rows = db.execute("SELECT * FROM col").fetchall()
    if len(rows) != 1 or rows[0][0] != 1:
        fault("col: not one row with the id 1")
    row = dict(zip(COLUMNS["col"].split(), rows[0]))
    if row["ver"] != 11 or row["crt"] <= 0 or row["mod"] <= 0:
        fault("col: version or times are wrong")
    col = {key: json.loads(row[key]) for key in ("conf", "models", "decks", "dconf", "tags")}
    col["crt"] = row["crt"]
    for id, model in col["models"].items():
        check_keys(f"notetype {id}", model, MODEL, fault)
        if str(model["id"]) != id or model["type"] != 0:
            fault(f"notetype {id}: id or type is wrong")
        for kind, keys in (("flds", "name ord sticky rtl font size"), ("tmpls", "name ord qfmt afmt bqfmt bafmt did")):
            for place, part in enumerate(model[kind]):
                check_keys(f"notetype {id} {kind}", part, keys.split(), fault)
                if part["ord"] != place:
                    fault(f"notetype {id}: {kind} out of order")
        names = {field["name"] for field in model["flds"]} | {"FrontSide"}
        for template in model["tmpls"]:
            for side in (template["qfmt"], template["afmt"]):
                for name in re.findall(r"{{(?:[#/^]|hint:)?([^}]*)}}", side):
                    if name not in names:
                        fault(f"notetype {id}: the template asks for {name!r}")
        if model["req"] != [[0, "any", [0]]]:
            fault(f"notetype {id}: req is {model['req']}")
    names = set()
    for id, deck in col["decks"].items():
        check_keys(f"deck {id}", deck, DECK, fault)
        if str(deck["id"]) != id or str(deck["conf"]) not in col["dconf"] or deck["dyn"] != 0:
            fault(f"deck {id}: id, conf or dyn is wrong")
        if deck["name"].lower() in names or not all(level.strip() for level in deck["name"].split("::")):
            fault(f"deck {id}: the name {deck['name']!r} is taken or has an empty level")
        if re.search(r"[\x00-\x1f\x7f]", deck["name"]) or "<" in deck["desc"].replace("<br>", ""):
            fault(f"deck {id}: name or description is no clean text")
        names.add(deck["name"].lower())
    for deck in col["decks"].values():
        levels = deck["name"].lower().split("::")
        for depth in range(1, len(levels)):
            if "::".join(levels[:depth]) not in names:
                fault(f"deck {deck['name']!r}: the deck above is missing")
    for id, preset in col["dconf"].items():
        check_keys(f"preset {id}", preset, PRESET, fault)
        check_keys(f"preset {id} new", preset["new"], "delays initialFactor ints order perDay bury".split(), fault)
        check_keys(f"preset {id} rev", preset["rev"], "perDay ease4 ivlFct maxIvl hardFactor bury".split(), fault)
        check_keys(f"preset {id} lapse", preset["lapse"], "delays mult minInt leechFails leechAction".split(), fault)
        if str(preset["id"]) != id or not 0.7 <= preset["desiredRetention"] <= 0.99:
            fault(f"preset {id}: id or retention is wrong")
        if len(preset["fsrsParams6"]) not in (0, 21) or not 0 <= preset["new"]["perDay"] <= 9999:
            fault(f"preset {id}: parameters or limits are wrong")
    if "1" not in col["decks"] or "1" not in col["dconf"]:
        fault("col: deck 1 or preset 1 is missing")
    return col


def check_notes(db, col, fault):
    seen = set()
    notes = {}
    for row in db.execute("SELECT id, guid, mid, mod, usn, tags, flds, CAST(sfld AS text), csum, flags, data FROM notes"):
        id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data = row
        what = f"note {id}"
        fields = flds.split("\x1f")
        model = col["models"].get(str(mid))
        if model is None or len(fields) != len(model["flds"]):
            fault(f"{what}: its notetype is missing or has other fields")
        if not 10**12 < id < LATEST_ID or mod <= 0 or (usn, flags, data) != (-1, 0, ""):
            fault(f"{what}: id, mod, usn, flags or data is wrong")
        if guid in seen or not guid or len(guid) > 10 or not set(guid) <= LETTERS:
            fault(f"{what}: the guid {guid!r} is wrong")
        seen.add(guid)
        words = tags.split(" ")[1:-1] if tags else []
        if tags != (f" {' '.join(words)} " if words else "") or "" in words or "\u3000" in tags:
            fault(f"{what}: the tags are {tags!r}")
        if len({word.lower() for word in words}) != len(words):
            fault(f"{what}: a tag is there twice")
        for field in fields:
            if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", field) or unicodedata.normalize("NFC", field) != field:
                fault(f"{what}: control characters, or not NFC")
        text = stripped(fields[0])
        if csum != int.from_bytes(hashlib.sha1(text.encode()).digest()[:4], "big"):
            fault(f"{what}: the checksum is not that of {text!r}")
        if sfld != text and str(text).strip() != sfld and not re.fullmatch(r"\s*[-+]?[\d.]+([eE][-+]?\d+)?\s*", text):
            fault(f"{what}: sorted by {sfld!r}, not {text!r}")
        notes[id] = (model and model["name"], fields, words, guid)
    return notes


def check_cards(db, col, notes, fault):
    cards = {}
    due_positions = set()
    names = COLUMNS["cards"].split()
    for row in db.execute("SELECT * FROM cards"):
        card = dict(zip(names, row))
        what = f"card {card['id']}"
        if card["nid"] not in notes or str(card["did"]) not in col["decks"] or card["ord"] != 0:
            fault(f"{what}: note, deck or template is missing")
        if not 10**12 < card["id"] < LATEST_ID or card["mod"] <= 0 or card["usn"] != -1:
            fault(f"{what}: id, mod or usn is wrong")
        if card["queue"] not in QUEUES.get(card["type"], ()):
            fault(f"{what}: queue {card['queue']} of type {card['type']}")
        whole = "due ivl factor reps lapses left odue odid flags".split()
        if any(not isinstance(card[name], int) or not -INT32 < card[name] < INT32 for name in whole):
            fault(f"{what}: not a whole number of 32 bits: {card}")
        if card["reps"] < 0 or card["lapses"] < 0 or card["ivl"] < 0 or (card["odue"], card["odid"]) != (0, 0):
            fault(f"{what}: a negative number, or a filtered deck")
        data = json.loads(card["data"])
        is_late = card["queue"] == 1 or (card["queue"] < 0 and card["due"] > 10**9)
        if card["type"] == 0:
            if card["due"] < 1 or card["due"] in due_positions or card["ivl"] or card["factor"] or data:
                fault(f"{what}: new, but {card}")
            due_positions.add(card["due"])
        else:
            check_keys(what, data, "pos s d dr decay lrt".split(), fault)
            if not (0 < data["s"] <= 36500 and 1 <= data["d"] <= 10 and 0.7 <= data["dr"] <= 0.99 and 0 < data["decay"] < 1):
                fault(f"{what}: no memory of FSRS: {data}")
            if not isinstance(data["lrt"], int):
                fault(f"{what}: the last review is at {data['lrt']}")
            if card["factor"] != 2500 or (card["type"] != 1 and card["ivl"] < 1) or (card["type"] == 1 and card["ivl"]):
                fault(f"{what}: ease {card['factor']}, interval {card['ivl']}")
            if is_late and card["due"] <= 10**9:
                fault(f"{what}: the due is no time in seconds")
            if not is_late and abs(card["due"]) > 4_000_000:
                fault(f"{what}: the due is no number of days")
            if (card["type"] in (1, 3)) != (card["left"] > 0):
                fault(f"{what}: {card['left']} steps left")
        cards[card["id"]] = {**card, "data": data}
    if {card["nid"] for card in cards.values()} != set(notes) or len(cards) != len(notes):
        fault("cards: not one for each note")
    return cards


def check_reviews(db, cards, fault):
    reviews = []
    for row in db.execute("SELECT * FROM revlog ORDER BY id"):
        review = dict(zip(COLUMNS["revlog"].split(), row))
        what = f"review {review['id']}"
        ease, kind, factor = review["ease"], review["type"], review["factor"]
        if review["cid"] not in cards or review["usn"] != -1 or review["id"] < 1:
            fault(f"{what}: card, usn or id is wrong")
        if any(not isinstance(value, int) for value in row) or not all(-INT32 < value < INT32 for value in row[3:]):
            fault(f"{what}: not whole numbers of 32 bits: {review}")
        if not 0 <= review["time"] <= 60000:
            fault(f"{what}: took {review['time']} ms")
        if kind in (0, 1, 2) and not (1 <= ease <= 4 and 100 <= factor <= 1100):
            fault(f"{what}: an answer with button {ease} and factor {factor}")
        if kind == 3 and not (1 <= ease <= 4 and factor == 0):
            fault(f"{what}: a run-through with button {ease} and factor {factor}")
        if kind == 4 and (ease != 0 or (factor == 0 and review["ivl"] != 0)):
            fault(f"{what}: a manual change with button {ease}")
        if kind not in range(5):
            fault(f"{what}: of kind {kind}")
        reviews.append(review)
    return reviews


def check_dummy(bytes, fault):
    with tempfile.TemporaryDirectory() as folder:
        db = opened(bytes, folder)
        check_schema(db, fault)
        col = check_col(db, fault)
        notes = check_notes(db, col, fault)
        check_cards(db, col, notes, fault)
        if len(notes) != 1 or "update" not in next(iter(notes.values()))[1][0]:
            fault("dummy: not one note that asks to update Anki")
        db.close()


def opened(bytes, folder):
    path = os.path.join(folder, "collection")
    with open(path, "wb") as file:
        file.write(bytes)
    return sqlite3.connect(path)


def check_archive(archive, fault):
    """Its order and methods; says which form it is."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if archive.testzip() is not None or len(set(names)) != len(names):
        fault("zip: a damaged entry, or one that is there twice")
    if len({info.date_time for info in infos}) != 1 or any(info.flag_bits & 8 for info in infos):
        fault("zip: times that differ, or sizes behind the data")
    container = 1
    if "meta" in names:
        meta = archive.read("meta")
        if names[0] != "meta" or infos[0].compress_type != 0 or meta[:1] != b"\x08" or len(meta) != 2:
            fault("zip: meta is not first, not stored or damaged")
        container = meta[1]
    data = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}[container]
    expected = (["meta"] if container > 1 else []) + [data] + (["collection.anki2"] if container > 1 else []) + ["media"]
    expected += [str(index) for index in range(len(names) - len(expected))]
    if names != expected:
        fault(f"zip: the entries are {names[:6]}")
    for info in infos:
        method = 8 if info.filename in ("collection.anki2", "collection.anki21") else 0
        if info.compress_type != method:
            fault(f"zip: {info.filename} has the method {info.compress_type}")
    return container, data


def read(path):
    faults = []
    fault = faults.append
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        container, data = check_archive(archive, fault)
        files = media_of(archive, container, fault)
        check_names(files, fault)
        if container > 1:
            check_dummy(archive.read("collection.anki2"), fault)
        bytes = archive.read(data)
        db = opened(unzstd(bytes, fault) if container == 3 else bytes, folder)
        check_schema(db, fault)
        col = check_col(db, fault)
        check_keys("conf", col["conf"], CONF, fault)
        notes = check_notes(db, col, fault)
        cards = check_cards(db, col, notes, fault)
        reviews = check_reviews(db, cards, fault)
        db.close()
    for name, fields, _, _ in notes.values():
        if name != "ownwords" or len(fields) != len(FIELDS):
            fault("notes: not of our notetype")
        elif not fields[4].isascii() or set("<>&'") & set(fields[4]) or not json.loads(fields[4]):
            fault("notes: the last field is no plain JSON")
    return {
        "faults": faults,
        "container": container,
        "files": {name: data.hex() for name, data in files.items()},
        "created": col["crt"],
        "conf": col["conf"],
        "decks": sorted(deck["name"] for deck in col["decks"].values()),
        "descriptions": {deck["name"]: deck["desc"] for deck in col["decks"].values()},
        "presets": {preset["name"]: preset for preset in col["dconf"].values()},
        "cards": [
            {
                **card,
                "deck": col["decks"][str(card["did"])]["name"],
                "guid": notes[card["nid"]][3],
                "fields": notes[card["nid"]][1],
                "tags": notes[card["nid"]][2],
            }
            for card in sorted(cards.values(), key=lambda card: json.loads(notes[card["nid"]][1][4])["id"])
        ]
        if not faults
        else [],
        "reviews": reviews,
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
