//! The client's side of one path to the server: a UDP socket, or a TCP connection with RFC 4571 frames.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::str::FromStr;
use std::time::Duration;

/// How media travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Transport {
    /// As it should.
    Udp,
    /// Where no UDP gets through.
    Tcp,
}

impl Transport {
    /// The word used in SDP.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
        }
    }
}

impl FromStr for Transport {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word.to_ascii_lowercase().as_str() {
            "udp" => Ok(Self::Udp),
            "tcp" => Ok(Self::Tcp),
            _ => Err(()),
        }
    }
}

const CONNECT_WITHIN: Duration = Duration::from_secs(4);
const MOST_BYTES: usize = 2000;

#[derive(Debug)]
enum Socket {
    Udp(UdpSocket),
    Tcp { stream: TcpStream, came: Vec<u8> },
}

/// A path to one of the server's candidates.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) local: SocketAddr,
    pub(crate) remote: SocketAddr,
    socket: Socket,
}

impl Link {
    /// A UDP path always opens; whether anything comes through shows later.
    pub(crate) fn open(transport: Transport, remote: SocketAddr) -> io::Result<Self> {
        let socket = match transport {
            Transport::Udp => {
                let any: IpAddr =
                    if remote.is_ipv6() { Ipv6Addr::UNSPECIFIED.into() } else { Ipv4Addr::UNSPECIFIED.into() };
                let socket = UdpSocket::bind((any, 0))?;
                socket.connect(remote)?;
                Socket::Udp(socket)
            }
            Transport::Tcp => {
                let stream = TcpStream::connect_timeout(&remote, CONNECT_WITHIN)?;
                stream.set_nodelay(true)?;
                stream.set_write_timeout(Some(CONNECT_WITHIN))?;
                Socket::Tcp { stream, came: Vec::new() }
            }
        };
        let local = match &socket {
            Socket::Udp(socket) => socket.local_addr()?,
            Socket::Tcp { stream, .. } => stream.local_addr()?,
        };
        Ok(Self { local, remote, socket })
    }

    pub(crate) fn send(&mut self, datagram: &[u8]) -> io::Result<()> {
        match &mut self.socket {
            // Refused means that nobody listens there now; ICE finds that out by itself.
            Socket::Udp(socket) => socket.send(datagram).map(|_| ()).or_else(|refused| match refused.kind() {
                io::ErrorKind::ConnectionRefused => Ok(()),
                _ => Err(refused),
            }),
            Socket::Tcp { stream, .. } => {
                let mut frame = u16::try_from(datagram.len()).map_err(io::Error::other)?.to_be_bytes().to_vec();
                frame.extend_from_slice(datagram);
                stream.write_all(&frame)
            }
        }
    }

    /// The next datagram, or `None` when none has come within `patience`.
    pub(crate) fn receive(&mut self, patience: Duration) -> io::Result<Option<Vec<u8>>> {
        let patience = Some(patience.max(Duration::from_millis(1))); // zero would mean forever
        match &mut self.socket {
            Socket::Udp(socket) => {
                let mut buffer = vec![0; MOST_BYTES];
                socket.set_read_timeout(patience)?;
                match socket.recv(&mut buffer) {
                    Ok(length) => {
                        buffer.truncate(length);
                        Ok(Some(buffer))
                    }
                    Err(nothing) => none_yet(nothing),
                }
            }
            Socket::Tcp { stream, came } => {
                stream.set_read_timeout(patience)?;
                if let Some(frame) = first_frame(came) {
                    return Ok(Some(frame));
                }
                let mut buffer = [0; 16 * 1024];
                match stream.read(&mut buffer) {
                    Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                    Ok(length) => {
                        came.extend_from_slice(&buffer[..length]);
                        Ok(first_frame(came))
                    }
                    Err(nothing) => none_yet(nothing),
                }
            }
        }
    }
}

fn none_yet(nothing: io::Error) -> io::Result<Option<Vec<u8>>> {
    use io::ErrorKind::{ConnectionRefused, Interrupted, TimedOut, WouldBlock};
    match nothing.kind() {
        WouldBlock | TimedOut | Interrupted | ConnectionRefused => Ok(None),
        _ => Err(nothing),
    }
}

fn first_frame(came: &mut Vec<u8>) -> Option<Vec<u8>> {
    let length = usize::from(u16::from_be_bytes(*came.first_chunk()?));
    let frame = came.get(2..2 + length)?.to_vec();
    came.drain(..2 + length);
    Some(frame)
}
