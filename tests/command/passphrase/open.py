"""open.py KEY-FILE phrase|recovery: opens a key file as docs/store.md says, with libsodium alone, by the line on standard
input, and prints its 32 bytes in hexadecimal."""
import ctypes
import ctypes.util
import hashlib
import struct
import sys

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
assert sodium.sodium_init() >= 0
data, answer = open(sys.argv[1], "rb").read(), sys.stdin.readline().rstrip("\n")


def unseal(sealed, with_, nonce, key):
    out = ctypes.create_string_buffer(32)
    assert not sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, None, None, sealed, ctypes.c_ulonglong(len(sealed)), with_, ctypes.c_ulonglong(len(with_)), nonce, key)
    return out.raw


assert hashlib.blake2b(data[:-32], digest_size=32).digest() == data[-32:]
magic, phrases, recoveries = data[:32], data[32], data[33]
assert magic == b"latecare key 1\n".ljust(32, b"\0") and data[34:36] == b"\0\0" and phrases == 1 and recoveries <= 1
end = 36 + 96 + 112 * recoveries
assert len(data) == end + 72 + 32
if sys.argv[2] == "phrase":
    passes, kib = struct.unpack("<II", data[36:44])
    key = ctypes.create_string_buffer(32)
    assert not sodium.crypto_pwhash(key, ctypes.c_ulonglong(32), answer.encode(), ctypes.c_ulonglong(len(answer.encode())),
                                    data[44:60], ctypes.c_ulonglong(passes), ctypes.c_size_t(kib * 1024), 2)
    file_key = unseal(data[84:132], magic + data[36:60], data[60:84], key.raw)
else:
    number = 0
    for letter in answer.replace("-", ""):
        number = number << 5 | "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    secret = number.to_bytes(35, "big")[:32]
    public, pair, out = (ctypes.create_string_buffer(32) for _ in range(3))
    sodium.crypto_box_seed_keypair(public, pair, secret)
    assert public.raw == data[132:164]
    assert not sodium.crypto_box_seal_open(out, data[164:244], ctypes.c_ulonglong(80), public, pair)
    file_key = out.raw
print(unseal(data[end + 24:end + 72], data[:end], data[end:end + 24], file_key).hex())
