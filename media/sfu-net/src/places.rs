//! The addresses of this machine: what clients are told, and how that maps to what the kernel says.

use std::io;
use std::net::{IpAddr, SocketAddr};

/// Announced addresses and own ones. They differ behind NAT: there a public address is announced that no interface has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    announced: Vec<SocketAddr>,
    own: Vec<IpAddr>,
}

impl Places {
    /// Without `public_ips`, those that `host` stands for are announced.
    pub(crate) fn find(host: IpAddr, port: u16, public_ips: &[IpAddr]) -> io::Result<Self> {
        let own = if host.is_unspecified() { addresses_of_interfaces(host.is_ipv6())? } else { vec![host] };
        if own.is_empty() && public_ips.is_empty() {
            return Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "this machine has no address to announce"));
        }
        Ok(Self::of(own, port, public_ips))
    }

    fn of(own: Vec<IpAddr>, port: u16, public_ips: &[IpAddr]) -> Self {
        let mut ips: Vec<IpAddr> = Vec::new();
        for ip in if public_ips.is_empty() { &own } else { public_ips } {
            if !ips.contains(ip) {
                ips.push(*ip);
            }
        }
        Self { announced: ips.into_iter().map(|ip| SocketAddr::new(ip, port)).collect(), own }
    }

    /// What clients are told, best first.
    pub(crate) fn announced(&self) -> &[SocketAddr] {
        &self.announced
    }

    /// The announced address that something reached us at; `arrived_at` is what the kernel says.
    ///
    /// An address that was not announced is what a NAT made of the first one announced in the same family.
    pub(crate) fn arrival(&self, arrived_at: Option<IpAddr>) -> SocketAddr {
        let same = |place: &&SocketAddr| Some(place.ip()) == arrived_at;
        let kin = |place: &&SocketAddr| arrived_at.is_none_or(|ip| ip.is_ipv6() == place.is_ipv6());
        let mut places = self.announced.iter();
        *places.clone().find(same).or_else(|| places.find(kin)).unwrap_or(&self.announced[0])
    }

    /// What to ask the kernel to send from. `None`: it chooses by itself, because NAT puts the announced address on.
    pub(crate) fn departure(&self, source: SocketAddr) -> Option<IpAddr> {
        self.own.contains(&source.ip()).then(|| source.ip())
    }
}

/// Those that others can reach, IPv4 first; loopback only where there is nothing else.
fn addresses_of_interfaces(with_ipv6: bool) -> io::Result<Vec<IpAddr>> {
    let found =
        if_addrs::get_if_addrs()?.into_iter().filter(if_addrs::Interface::is_oper_up).map(|interface| interface.ip());
    Ok(worth_announcing(found, with_ipv6))
}

fn worth_announcing(found: impl Iterator<Item = IpAddr>, with_ipv6: bool) -> Vec<IpAddr> {
    let (mut near, mut far): (Vec<IpAddr>, Vec<IpAddr>) = found
        .filter(|ip| match ip {
            IpAddr::V4(ip) => !ip.is_link_local(),
            IpAddr::V6(ip) => with_ipv6 && !ip.is_unicast_link_local(),
        })
        .partition(IpAddr::is_loopback);
    far.sort_by_key(IpAddr::is_ipv6);
    near.sort_by_key(IpAddr::is_ipv6);
    far.dedup();
    if far.is_empty() { near } else { far }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn at(text: &str) -> SocketAddr {
        SocketAddr::new(ip(text), 7000)
    }

    #[test]
    fn behind_nat_the_public_address_stands_for_the_own_one() {
        let places = Places::of(vec![ip("10.0.0.5")], 7000, &[ip("203.0.113.9"), ip("203.0.113.9")]);
        assert_eq!(places.announced(), [at("203.0.113.9")]);
        assert_eq!(places.arrival(Some(ip("10.0.0.5"))), at("203.0.113.9"));
        assert_eq!(places.departure(at("203.0.113.9")), None);
    }

    #[test]
    fn each_own_address_that_is_announced_stands_for_itself() {
        let places = Places::of(["192.0.2.1", "10.0.0.5"].map(ip).into(), 7000, &[]);
        assert_eq!(places.announced(), [at("192.0.2.1"), at("10.0.0.5")]);
        assert_eq!(places.arrival(Some(ip("10.0.0.5"))), at("10.0.0.5"));
        assert_eq!(places.departure(at("10.0.0.5")), Some(ip("10.0.0.5")));
    }

    #[test]
    fn nat_keeps_to_the_family() {
        let places = Places::of(vec![ip("10.0.0.5")], 7000, &[ip("2001:db8::9"), ip("203.0.113.9")]);
        assert_eq!(places.arrival(Some(ip("10.0.0.77"))), at("203.0.113.9"));
        assert_eq!(places.arrival(Some(ip("fd00::1"))), at("2001:db8::9"));
        assert_eq!(places.arrival(None), at("2001:db8::9"));
    }

    #[test]
    fn loopback_is_announced_only_where_there_is_nothing_else() {
        let all = ["127.0.0.1", "fe80::1", "2001:db8::1", "169.254.1.1", "192.0.2.1", "::1"].map(ip);
        assert_eq!(worth_announcing(all.into_iter(), true), ["192.0.2.1", "2001:db8::1"].map(ip));
        assert_eq!(worth_announcing(all.into_iter(), false), ["192.0.2.1"].map(ip));
        assert_eq!(worth_announcing(["127.0.0.1", "::1"].map(ip).into_iter(), false), ["127.0.0.1"].map(ip));
    }
}
