//! The keys of a connection: DTLS tells them to str0m, and they are overheard here.
//!
//! str0m asks its provider for a DTLS while it builds an `Rtc`. Ours hands out the one that it would get anyway, only that it says
//! sooner again what may be lost, and the last words unasked, and keeps for [`overheard`] where that one will put its keys.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use dimpl::{Config, ConfigBuilder as Builder, Dtls, DtlsCertificate};
use str0m::crypto::dtls::{
    DtlsCert, DtlsImplError, DtlsInstance, DtlsOutput, DtlsProvider, DtlsVersion, ProtocolVersion, SrtpProfile,
};
use str0m::crypto::{CryptoError, CryptoProvider};

/// After so long a flight is sent again, then after twice as long, so many times (RFC 6347 section 4.2.4.1 suggests a second and lets
/// real-time protocols be quicker). A round trip may take longer: then a few hundred bytes too many are sent.
const FIRST_RETRY: Duration = Duration::from_millis(100);
const RETRIES: usize = 9;
/// Nobody answers the last flight, and it is asked for ever less often: it is said again, byte for byte, so long after the first time,
/// until something comes that only who has it can say. (Who has it already drops it as replayed, RFC 6347 section 4.1.2.6.)
const LAST_AGAIN_MS: [u64; 7] = [20, 60, 120, 250, 500, 1_000, 2_000];

/// What both sides agreed on (RFC 5764 section 4.2).
pub(crate) struct Keys {
    pub(crate) profile: SrtpProfile,
    /// Client's key, server's key, client's salt, server's salt.
    pub(crate) material: Vec<u8>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Keys({:?})", self.profile)
    }
}

/// Where the keys of a connection will be, once there are any.
pub(crate) type Promise = Arc<OnceLock<Keys>>;

thread_local! {
    static LATEST: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The keys of the `Rtc` that was built last on this thread, with what [`provider`] gave.
pub(crate) fn overheard() -> Promise {
    LATEST.with_borrow_mut(Option::take).unwrap_or_default()
}

/// What str0m would use by itself, with an ear at DTLS.
pub(crate) fn provider() -> CryptoProvider {
    static EAR: OnceLock<Ear> = OnceLock::new();
    let mut provider = str0m::crypto::from_feature_flags();
    provider.dtls_provider = EAR.get_or_init(|| Ear(provider.dtls_provider));
    provider
}

#[derive(Debug)]
struct Ear(&'static dyn DtlsProvider);

impl DtlsProvider for Ear {
    fn generate_certificate(&self) -> Option<DtlsCert> {
        self.0.generate_certificate()
    }

    fn new_dtls(
        &self,
        cert: &DtlsCert,
        now: Instant,
        dtls_version: DtlsVersion,
        mtu: Option<usize>,
    ) -> Result<Box<dyn DtlsInstance>, CryptoError> {
        let version = match dtls_version {
            DtlsVersion::Dtls13 => Dtls::new_13,
            DtlsVersion::Auto => Dtls::new_auto,
            _ => Dtls::new_12,
        };
        let config = Config::builder()
            .use_server_cookie(false) // ICE has shown that the other side is where it says
            .flight_start_rto(FIRST_RETRY)
            .flight_retries(RETRIES);
        let config = mtu.into_iter().fold(config, Builder::mtu).build();
        let config = config.map_err(|error| CryptoError::Other(error.to_string()))?;
        let cert = DtlsCertificate { certificate: cert.certificate.clone(), private_key: cert.private_key.clone() };
        let promise = Promise::default();
        LATEST.set(Some(Arc::clone(&promise)));
        Ok(Box::new(Overheard { dtls: version(Arc::new(config), cert, now), promise, now, last: None }))
    }
}

struct Overheard {
    dtls: Dtls,
    promise: Promise,
    now: Instant,
    last: Option<LastFlight>,
}

/// What was said once the keys were there.
struct LastFlight {
    packets: Vec<Vec<u8>>,
    said: Instant,
    is_whole: bool,
    /// How often it was said again.
    again: usize,
    /// What is to be said again now.
    due: VecDeque<Vec<u8>>,
}

impl LastFlight {
    fn new(now: Instant) -> Self {
        Self { packets: Vec::new(), said: now, is_whole: false, again: 0, due: VecDeque::new() }
    }

    fn next(&self) -> Option<Instant> {
        LAST_AGAIN_MS.get(self.again).map(|later| self.said + Duration::from_millis(*later))
    }

    fn handle_timeout(&mut self, now: Instant) {
        while self.next().is_some_and(|next| next <= now) {
            self.again += 1;
            self.due.extend(self.packets.iter().cloned());
        }
    }
}

impl fmt::Debug for Overheard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Overheard")
    }
}

impl DtlsInstance for Overheard {
    fn poll_output<'a>(&mut self, buf: &'a mut [u8]) -> DtlsOutput<'a> {
        if let Some(packet) = self.last.as_mut().and_then(|last| last.due.pop_front()) {
            let said = &mut buf[..packet.len()];
            said.copy_from_slice(&packet);
            return DtlsOutput::Packet(said);
        }
        let output = self.dtls.poll_output(buf);
        match (&output, &mut self.last) {
            (DtlsOutput::KeyingMaterial(material, profile), last) => {
                let _ = self.promise.set(Keys { profile: *profile, material: material.to_vec() });
                *last = Some(LastFlight::new(self.now));
            }
            (DtlsOutput::Packet(packet), Some(last)) if !last.is_whole => last.packets.push(packet.to_vec()),
            (DtlsOutput::ApplicationData(_), last) => *last = None,
            (DtlsOutput::Timeout(at), Some(last)) => {
                last.is_whole = true;
                return DtlsOutput::Timeout(last.next().map_or(*at, |next| next.min(*at)));
            }
            _ => {}
        }
        output
    }

    fn set_active(&mut self, active: bool) {
        self.dtls.set_active(active);
    }

    fn handle_packet(&mut self, packet: &[u8]) -> Result<(), DtlsImplError> {
        self.dtls.handle_packet(packet)
    }

    fn handle_timeout(&mut self, now: Instant) -> Result<(), DtlsImplError> {
        self.now = now;
        if let Some(last) = &mut self.last {
            last.handle_timeout(now);
        }
        self.dtls.handle_timeout(now)
    }

    fn send_application_data(&mut self, data: &[u8]) -> Result<(), DtlsImplError> {
        self.dtls.send_application_data(data)
    }

    fn is_active(&self) -> bool {
        self.dtls.is_active()
    }

    fn protocol_version(&self) -> Option<ProtocolVersion> {
        self.dtls.protocol_version()
    }

    fn is_closing(&self) -> bool {
        self.dtls.is_closing()
    }

    fn is_closed(&self) -> bool {
        self.dtls.is_closed()
    }

    fn close(&mut self) -> Result<(), DtlsImplError> {
        self.dtls.close()
    }
}
