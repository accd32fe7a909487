#!/usr/bin/env python3
"""Checks an evidence pack: python3 check_pack.py PACK.zip KEY.pub [ANCHORS]

Needs Python 3.8 and nothing else. It shares no code with what made the pack. What it checks:
the signature of MANIFEST (C2SP signed note, Ed25519 by RFC 8032), the SHA-256 of every file, the
hash of every ledger row and its link to the row before, and that every figure and verdict of
pack.json is what its ledger row says. With a file of anchors of the same key it also checks that no anchored row of
the pack was another one before: a chain that was written anew fits in itself, and not to them.
"""
import base64
import hashlib
import json
import struct
import sys
import zipfile

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h + g, h - g, f + e
    return x * z % P, y * t % P, z * y % P, x * t % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        sys.exit("WRONG  a key or signature is no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(key, text, signature):
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    one, other = times(s, base), add(point(signature[:32]), times(h, point(key)))
    return s < L and all((one[i] * other[2] - other[i] * one[2]) % P == 0 for i in (0, 1))


def open_note(note, name, key):
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    key_id = hashlib.sha256(name + b"\n\x01" + key).digest()[:4]
    for line in signatures.splitlines():
        dash, who, data = line.split(b" ")
        data = base64.b64decode(data)
        if dash == "\u2014".encode() and who == name and data[:4] == key_id:
            if signed(key, text, data[4:]):
                return text.decode()
            sys.exit("WRONG  the signature is false")
    sys.exit("WRONG  the key that was given has not signed this")


def row_hash(row, line):
    elements = line[line.index('"elements":') + 11:line.index(',"figures":')]
    figures = line[line.index('"figures":') + 10:line.rindex(',"coverage":')]
    coverage = row["coverage"]
    bits = None if coverage is None else struct.pack(">d", coverage).hex()
    members = [row["seq"], row["previous_hash"], row["tenant"], row["origin"], row["line"],
               row["measurement"], row["grain"], row["period_start"], row["period_end"],
               row["revision"], elements, figures, bits, row["code_version"],
               row["registry_version"], row["factor_ids"], row["raw_messages"],
               row["raw_digest"], row["reason"]]
    digest = hashlib.sha256()
    for member in members:
        data = b"" if member is None else str(member).encode()
        digest.update(b"-;" if member is None else b"%d:%s;" % (len(data), data))
    return digest.hexdigest()


def anchored(path, name, key):
    """The hash of a row that was anchored, by chain and number."""
    with open(path, "rb") as file:
        notes = [note for note in (b"\n" + file.read()).split(b"\n--\n") if note.strip()]
    known = {}
    for note in notes:
        chain, rows, head = open_note(note.rstrip(b"\n") + b"\n", name, key).splitlines()[:3]
        known[chain.split("/", 1)[1], int(rows)] = base64.b64decode(head).hex()
    return known


def check(pack, key_text, anchors=None):
    name, _, key = key_text.strip().split("+", 2)
    files = {info: zipfile.ZipFile(pack).read(info) for info in zipfile.ZipFile(pack).namelist()}
    manifest = open_note(files.pop("MANIFEST"), name.encode(), base64.b64decode(key)[1:])
    lines = manifest.splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines[2:])
    if listed != {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}:
        sys.exit("WRONG  a file was changed, added or removed after the pack was signed")
    known = anchored(anchors, name.encode(), base64.b64decode(key)[1:]) if anchors else {}
    held, rows, before = 0, {}, None
    for line in files["ledger.ndjson"].decode().splitlines():
        row = json.loads(line)
        if row_hash(row, line) != row["hash"]:
            sys.exit(f"WRONG  row {row['seq']}: its hash is not that of its content")
        if before and (row["seq"], row["previous_hash"]) != (before["seq"] + 1, before["hash"]):
            sys.exit(f"WRONG  row {row['seq']} does not follow row {before['seq']}")
        anchor = known.get((row["tenant"] + "/" + row["origin"], row["seq"]), row["hash"])
        if anchor != row["hash"]:
            sys.exit(f"WRONG  row {row['seq']}: an anchor knew it with hash {anchor}: the chain was written anew")
        held += (row["tenant"] + "/" + row["origin"], row["seq"]) in known
        rows[row["seq"]] = before = row
    content = json.loads(files["pack.json"])
    figures = content["figures"]
    for figure in figures:
        row = rows[figure["row"]]
        said = row["figures"].get(figure["figure"]) if row["measurement"] == figure["measurement"] else None
        if said != figure["value"]:
            sys.exit(f"WRONG  {figure['figure']} is not what row {row['seq']} says")
    for one in content["commitments"]:
        row = rows.get(one["row"])
        said = row and row["measurement"] == "commitment." + one["id"] and row["figures"].get("verdict")
        if one["row"] is not None and said != one["verdict"]:
            sys.exit(f"WRONG  the verdict on {one['id']} is not what row {one['row']} says")
    anchors_said = f", {held} of them anchored" if anchors else ""
    print(f"holds  {lines[1]}: signed by {name}, {len(rows)} rows{anchors_said}, {len(figures)} figures")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as public_key:
        check(sys.argv[1], public_key.read(), *sys.argv[3:])
