//! A panic costs one participant. In here and not in `tests/`, for only from here can a peer be broken.

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Duration;

use support::World;

#[test]
fn a_panic_costs_the_one_it_happened_to() {
    let mut world = World::meeting(41, &["ana", "leo", "eva"]);
    world.until("ana sees eva", |world| world.pictures(0).iter().any(|seen| seen.sender == 3));
    let silently = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    world.core.break_peer("sala", "leo");
    world.run(Duration::from_millis(100));
    std::panic::set_hook(silently);
    assert_eq!(world.lost(), [("leo", "internal")]);
    assert_eq!(world.core.stats().counters.panics, 1);
    world.forget();
    world.run(Duration::from_secs(1));
    assert!(world.pictures(0).iter().filter(|seen| seen.sender == 3).count() > 25, "ana still sees eva");
    assert!(world.pictures(2).iter().filter(|seen| seen.sender == 1).count() > 25, "eva still sees ana");
    let again = world.join("sala", "leo");
    world.until("leo is back", |world| world.pictures(again).len() > 10);
}
