"""Verifies an export of a consent ledger. Written from docs/consent-model.md alone: python3 second-verifier.py FILE KEY.pem"""
import base64
import hashlib
import hmac
import json
import subprocess
import sys
import tempfile
import unicodedata


def nfc(text):
    return unicodedata.normalize("NFC", text)


def canonical(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(nfc(value), ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        members = sorted(((nfc(key), member) for key, member in value.items()), key=lambda one: one[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(member) for key, member in members) + "}"
    raise ValueError("a number is not whole")


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def commitment(sealed):
    return hmac.new(bytes.fromhex(sealed["salt"]), nfc(sealed["text"]).encode("utf-8"), hashlib.sha256).hexdigest()


def is_signed(signed, key):
    """By the openssl command: Python's own library has no Ed25519."""
    with tempfile.NamedTemporaryFile() as text, tempfile.NamedTemporaryFile() as signature:
        text.write(canonical(signed["checkpoint"]).encode("utf-8"))
        text.flush()
        signature.write(base64.b64decode(signed["signature"], validate=True))
        signature.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", text.name, "-sigfile", signature.name]
        return subprocess.run(command, capture_output=True).returncode == 0


def check_event(line, org_id, seq, prev):
    record, beside = line["record"], line.get("beside", {})
    assert line["seq"] == seq and line["prev"] == prev, f"event {seq} is not where it belongs"
    text = "\n".join(["placet-ledger-1", org_id, str(seq), prev, canonical(record)])
    assert line["hash"] == sha256(text), f"event {seq} was changed"
    if "address" in beside:
        assert commitment(beside["address"]) == record["commitment"], f"event {seq} is about another address"
    if "evidence" in beside:
        assert commitment(beside["evidence"]) == record["evidence"], f"event {seq} has other evidence"
    if "wording" in beside:
        assert sha256(canonical(beside["wording"])) == record["wordingHash"], f"event {seq} has another wording"


def verify(file, key):
    with open(file, encoding="utf-8", newline="\n") as stream:
        lines = stream.read().split("\n")
    assert lines.pop() == "", "the last line is cut"
    values = [json.loads(line) for line in lines]
    assert all(canonical(value) == line for value, line in zip(values, lines)), "a line is spelled otherwise"
    header, events, end = values[0], values[1:-1], values[-1]
    assert header["format"] == "placet-consent-ledger" and header["version"] == 1, "this is no consent ledger"
    prev = "0" * 64
    for place, event in enumerate(events):
        check_event(event, header["orgId"], place + 1, prev)
        prev = event["hash"]
    checkpoint = end["checkpoint"]
    assert (checkpoint["orgId"], checkpoint["seq"], checkpoint["hash"]) == (header["orgId"], len(events), prev), "the end is another"
    assert checkpoint["linesHash"] == sha256("".join(line + "\n" for line in lines[:-1])), "something beside was changed"
    assert is_signed(end, key), "the signature was not made with this key"
    return len(events)


try:
    print(verify(sys.argv[1], sys.argv[2]), "events: everything fits")
except (AssertionError, ValueError, KeyError, TypeError, AttributeError) as fault:
    print(fault)
    sys.exit(1)
