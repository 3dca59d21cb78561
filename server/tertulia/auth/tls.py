"""A certificate made here, so that phones on the same network may use camera and microphone (they ask for HTTPS)."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import socket
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE = "tls-self-signed.pem"
VALID = timedelta(days=397)  # browsers refuse much longer ones
RENEW_BEFORE = timedelta(days=30)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SIOCGIFADDR = 0x8915  # linux/sockios.h
_IPV6_TEMPORARY = 0x01  # linux/if_addr.h: changes daily, and each change would be a new certificate to accept


def self_signed(data_dir: Path, names: list[str], addresses: list[Address], now: datetime) -> Path:
    """A PEM file with key and certificate (mode 0600) for these names and addresses.

    The one made before is kept as long as it covers all of them and has `RENEW_BEFORE` left, because
    people had to accept it by hand.
    """
    path = data_dir / FILE
    if not _still_good(path, names, addresses, now):
        _replace(path, _make(names, addresses, now))
    return path


def own_names() -> list[str]:
    host = socket.gethostname().partition(".")[0]
    wanted = ["localhost", host, f"{host}.local"] if host and host != "localhost" else ["localhost"]
    return [name for name in wanted if name.isascii() and len(name) <= 253]


def own_addresses() -> list[Address]:
    """Loopback first, then those of this machine's interfaces; link-local and temporary ones left out."""
    found: list[Address] = [ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1")]
    for address in sorted({*_ipv4(), *_ipv6()}, key=lambda a: (a.version, int(a))):
        if address not in found and not address.is_link_local and not address.is_loopback:
            found.append(address)
    return found


def _ipv4() -> set[Address]:
    found: set[Address] = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        with contextlib.suppress(OSError):
            probe.connect(("192.0.2.1", 9))  # RFC 5737; sends nothing, only picks a route
            found.add(ipaddress.IPv4Address(probe.getsockname()[0]))
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            for _, name in socket.if_nameindex():
                with contextlib.suppress(OSError):  # an interface without an IPv4 address
                    asked = struct.pack("256s", name.encode()[:15])
                    found.add(ipaddress.IPv4Address(fcntl.ioctl(probe, _SIOCGIFADDR, asked)[20:24]))
    return found


def _ipv6() -> set[Address]:
    found: set[Address] = set()
    with contextlib.suppress(OSError):
        for line in Path("/proc/net/if_inet6").read_text().splitlines():
            digits, _, _, _, flags, _ = line.split()
            if not int(flags, 16) & _IPV6_TEMPORARY:
                found.add(ipaddress.IPv6Address(bytes.fromhex(digits)))
    return found


def _still_good(path: Path, names: list[str], addresses: list[Address], now: datetime) -> bool:
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        covered = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (FileNotFoundError, ValueError, x509.ExtensionNotFound):
        return False
    return (
        certificate.not_valid_after_utc - now > RENEW_BEFORE
        and set(names) <= set(covered.get_values_for_type(x509.DNSName))
        and set(addresses) <= set(covered.get_values_for_type(x509.IPAddress))
    )


def _make(names: list[str], addresses: list[Address], now: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tertulia (self-signed)")])
    covered: list[x509.GeneralName] = [*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(hours=1))
        .not_valid_after(now.astimezone(UTC) + VALID)
        .add_extension(x509.SubjectAlternativeName(covered), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def _replace(path: Path, pem: bytes) -> None:
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(pem)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
