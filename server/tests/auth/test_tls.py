from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

from cryptography import x509
from tertulia.auth.tls import own_addresses, own_names, self_signed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["localhost", "box"]
HERE, PHONE_NET = ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("192.168.1.7")


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_it_covers_every_name_and_address_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = self_signed(tmp_path, NAMES, [HERE, PHONE_NET], NOW)
    assert S_IMODE(path.stat().st_mode) == 0o600
    covered = certificate(path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(covered.get_values_for_type(x509.DNSName)) == set(NAMES)
    assert set(covered.get_values_for_type(x509.IPAddress)) == {HERE, PHONE_NET}
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)


def test_it_is_kept_while_it_fits_because_people_accepted_it_by_hand(tmp_path: Path) -> None:
    path = self_signed(tmp_path, NAMES, [HERE, PHONE_NET], NOW)
    first = path.read_bytes()
    later = NOW + timedelta(days=300)
    assert self_signed(tmp_path, NAMES, [HERE], later).read_bytes() == first


def test_it_is_made_anew_when_an_address_is_new_or_it_is_nearly_over_or_broken(tmp_path: Path) -> None:
    path = self_signed(tmp_path, NAMES, [HERE], NOW)
    seen = [certificate(path).serial_number]
    seen.append(certificate(self_signed(tmp_path, NAMES, [HERE, PHONE_NET], NOW)).serial_number)
    seen.append(certificate(self_signed(tmp_path, NAMES, [HERE, PHONE_NET], NOW + timedelta(days=380))).serial_number)
    path.write_text("nonsense")
    seen.append(certificate(self_signed(tmp_path, NAMES, [HERE, PHONE_NET], NOW)).serial_number)
    assert len(set(seen)) == 4
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_browsers_accept_how_long_it_is_valid(tmp_path: Path) -> None:
    made = certificate(self_signed(tmp_path, NAMES, [HERE], NOW))
    assert made.not_valid_before_utc <= NOW < made.not_valid_after_utc
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=398)


def test_this_machine_knows_itself() -> None:
    assert own_names()[0] == "localhost"
    assert own_addresses()[:2] == [HERE, ipaddress.ip_address("::1")]
    assert not any(address.is_link_local for address in own_addresses())
