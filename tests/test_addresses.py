"""Which addresses may be asked for, which are one page, and what their files are called."""

from __future__ import annotations

import pytest

from brief.addresses import file_stem, is_public, normal


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1
    255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 fec0::1 ff0e::1
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::7f00:1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::
    2001:0:7f00:1:: 2001:db8::1""".split(),
)
def test_addresses_that_are_not_public(address):
    """Loopback, private, link-local, metadata, shared, multicast and reserved ones, in IPv6 as in IPv4."""
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split())
def test_addresses_that_are_public(address):
    """Those of the public internet, and such as an IPv6 network without IPv4 gives to it."""
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://News.Example:443/a?utm_source=rss&id=7#top", "https://news.example/a?id=7"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://news.example/a b/\u00e9?q=x y", "https://news.example/a%20b/%C3%A9?q=x%20y"),
        ("https://news.example/a%20b?q=1&q=2&empty=", "https://news.example/a%20b?q=1&q=2&empty="),
        ("https://news.example/a?fbclid=1&empty=", "https://news.example/a?empty="),
    ],
)
def test_one_form_for_each_page(url, same):
    """What does not decide which page is sent is no part of the address; the rest stays as it is."""
    assert normal(url) == same
    assert normal(same) == same


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not by file"),
        ("ftp://news.example/a", "not by ftp"),
        ("/a", "not by nothing"),
        ("http:///a", "names no host"),
        ("https://me:secret@news.example/a", "user name or password"),
        ("http://news.example:99999/a", "Port out of range"),
        ("http://[::1/a", "Invalid IPv6"),
    ],
)
def test_address_that_is_not_asked_for(url, reason):
    """Another scheme, no host, a password or no address at all is a ValueError that says so."""
    with pytest.raises(ValueError, match=reason) as caught:
        normal(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "stem"),
    [
        ("https://www.news.example/world/talks-in-oslo.html", "news-example-talks-in-oslo-e72dbdc2"),
        ("https://news.example/?id=7", "news-example-4e25f51c"),
        ("https://news.example/%D0%BA%D0%B8%D1%97%D0%B2", "news-example-09e25594"),
        ("https://news.example/..%2F..%2Fetc", "news-example-etc-86353919"),
    ],
)
def test_file_name_of_a_page(url, stem):
    """The name holds the host and the last words of the path, and nothing that a file name cannot."""
    assert file_stem(url) == stem


def test_pages_do_not_share_a_file_name():
    """Addresses that differ in the query alone, or after the longest name, have names of their own."""
    long = f"https://news.example/{'talks-' * 40}"
    stems = {file_stem(url) for url in (long, long + "?page=2", long + "x")}
    assert len(stems) == 3
    assert max(map(len, stems)) == 80
