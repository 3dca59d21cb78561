//! Who gets which layer when there is not enough for all. Pure.
//!
//! Screen before pinned before speaker before the rest. First everybody gets the lowest layer, by rank; then, by rank
//! again, each gets better ones as far as they suit its tile. Sound is paid for before any of this.

use std::time::{Duration, Instant};

use crate::layers::{LAYERS, Layer};

/// Less goes at once; more comes only after this long without a further loss, and pictures that went altogether after half of it.
const CALM: Duration = Duration::from_secs(3);
/// Noise of the estimate that is not a loss.
const NOISE: f64 = 0.95;
/// An estimate that is this much above what is sent was not brought down by the link.
const SEEN: f64 = 1.25;
/// What is lost within this time was won too soon.
const TOO_SOON: Duration = Duration::from_secs(10);
/// An estimate this much above what is trusted was not grown but found, by packets that went through.
const FOUND: f64 = 1.5;
/// How often, and by how much, a link that is hardly used is trusted with more.
const STEP: Duration = Duration::from_millis(500);
const STEP_BPS: u64 = 20_000;
/// No link is believed to carry more than this against its estimate, unless it was seen to.
const LEAST_BPS: u64 = 800_000;
/// What only a radio loses when no picture is sent.
const STILL_LOSES: f32 = 0.1;
/// How long after it was full by loss alone a link is tried again, at first and at most.
const PATIENCE: Duration = Duration::from_secs(4);
const MOST_PATIENCE: Duration = Duration::from_secs(64);
/// What is not yet sent must fit with this much to spare, or it would be taken away again at once.
const SPARE: f64 = 1.15;

/// Who comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// A shared screen.
    Screen,
    /// A tile that this subscriber pinned.
    Pinned,
    /// Somebody speaking.
    Speaker,
    /// Everybody else.
    Grid,
}

/// What one slot would like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Want {
    pub(crate) rank: Rank,
    /// The layer that suits the tile.
    pub(crate) suits: Layer,
    /// The layer sent to it now.
    pub(crate) sent: Option<Layer>,
    /// What each layer costs, in bits per second; `None`: it does not exist.
    pub(crate) costs: [Option<u64>; LAYERS],
}

impl Want {
    /// The cost of a layer as the budget sees it.
    fn cost(&self, layer: Layer) -> Option<u64> {
        let cost = self.costs[layer.index()]?;
        let held = self.sent.is_some_and(|sent| layer <= sent);
        Some(if held { cost } else { (cost as f64 * SPARE) as u64 })
    }

    /// The layers that suit, lowest first.
    fn affordable(&self) -> impl Iterator<Item = (Layer, u64)> + '_ {
        Layer::ALL.into_iter().filter_map(|layer| Some((layer, self.cost(layer)?)))
    }

    /// What its lowest layer costs; `None`: there is none.
    pub(crate) fn least_bps(&self) -> Option<u64> {
        self.affordable().next().map(|(_, cost)| cost)
    }

    /// What it would cost to give it all it can use.
    pub(crate) fn ideal_bps(&self) -> u64 {
        let ideal = self.affordable().filter(|(layer, _)| *layer <= self.suits).last();
        ideal.or_else(|| self.affordable().next()).map_or(0, |(_, cost)| cost)
    }
}

/// The layer for each want, in the order of the wants; `None`: nothing can be sent.
///
/// The sum of what is chosen never exceeds the budget.
pub(crate) fn allocate(wants: &[Want], budget_bps: u64) -> Vec<Option<Layer>> {
    let mut order: Vec<usize> = (0..wants.len()).collect();
    order.sort_by_key(|index| wants[*index].rank); // stable: within a rank as the client listed them
    let mut chosen: Vec<Option<(Layer, u64)>> = vec![None; wants.len()];
    let mut left = budget_bps;
    for index in &order {
        if let Some((layer, cost)) = wants[*index].affordable().next()
            && cost <= left
        {
            left -= cost;
            chosen[*index] = Some((layer, cost));
        }
    }
    for rank in [Rank::Screen, Rank::Pinned, Rank::Speaker, Rank::Grid] {
        for goal in Layer::ALL {
            for index in order.iter().copied().filter(|index| wants[*index].rank == rank) {
                let want = &wants[index];
                let (Some((layer, paid)), Some(cost)) = (chosen[index], want.cost(goal)) else { continue };
                let more = cost.saturating_sub(paid);
                if goal > layer && goal <= want.suits && more <= left {
                    left -= more;
                    chosen[index] = Some((goal, paid + more));
                }
            }
        }
    }
    chosen.into_iter().map(|choice| choice.map(|(layer, _)| layer)).collect()
}

/// Whether an estimate is so far above what is sent that the link did not bring it down: there is room for more.
fn finds_room(estimate_bps: u64, sent_bps: u64) -> bool {
    sent_bps as f64 * SEEN < estimate_bps as f64
}

/// What is known of a subscriber's link.
#[allow(clippy::struct_field_names, reason = "the unit belongs to the name")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    /// What the estimator says.
    pub(crate) estimate_bps: u64,
    /// What is sent now. An estimator knows no more than a link was seen to carry: where little is sent, a low
    /// estimate says nothing.
    pub(crate) sent_bps: u64,
    /// What the layers that are sent now are taken to cost.
    pub(crate) held_bps: u64,
    /// What there would be to send.
    pub(crate) needed_bps: u64,
    /// Sound and everybody's smallest picture.
    pub(crate) least_bps: u64,
    /// Packets are lost on it, or wait for long.
    pub(crate) is_full: bool,
    /// It is full by what is lost alone: nothing waits.
    pub(crate) only_loses: bool,
    /// Share of packets.
    pub(crate) loss: f32,
}

/// What a subscriber's link is trusted with: down at once, up after some calm.
///
/// An estimator that goes by delays takes a link that stutters (a busy radio, a busy machine) for a narrow one. So the
/// smallest pictures are not taken away for its word alone, but when the link is seen to be full.
#[derive(Debug)]
pub(crate) struct Budget {
    trusted_bps: u64,
    carries_least: bool,
    /// The most that went through since the link was last full.
    carried_bps: u64,
    lost: Option<Instant>,
    grown: Option<Instant>,
    calm: Duration,
    doubt: Doubt,
}

/// Whether a link that seemed full by what it loses is a radio: that goes on losing when hardly anything is sent.
#[derive(Debug, Default)]
struct Doubt {
    full: Option<Instant>,
    only_lost: bool,
    tried: Option<Instant>,
    patience: Duration,
}

impl Doubt {
    /// It is full, and was taken to carry the least until now, or not.
    fn is_full(&mut self, now: Instant, only_loses: bool, carried: bool) {
        if carried {
            let again = self.tried.is_some_and(|at| now.saturating_duration_since(at) < TOO_SOON);
            self.patience = if again { (self.patience * 2).min(MOST_PATIENCE) } else { PATIENCE };
        }
        self.only_lost = only_loses && (carried || self.only_lost);
        self.full = Some(now);
    }

    /// Whether the smallest pictures are worth another try: an estimator believes in nothing that loses so much.
    fn tries(&mut self, now: Instant, loss: f32) -> bool {
        let long_ago = self.full.is_some_and(|at| now.saturating_duration_since(at) >= self.patience);
        let tries = self.only_lost && long_ago && loss > STILL_LOSES;
        if tries {
            self.tried = Some(now);
        }
        tries
    }
}

impl Budget {
    pub(crate) fn new(initial_bps: u64) -> Self {
        Self {
            trusted_bps: initial_bps,
            carries_least: true,
            carried_bps: 0,
            lost: None,
            grown: None,
            calm: CALM,
            doubt: Doubt::default(),
        }
    }

    /// How much may be sent now.
    pub(crate) fn trust(&mut self, now: Instant, link: Link) -> u64 {
        let since = |at: Option<Instant>| at.map_or(Duration::MAX, |at| now.saturating_duration_since(at));
        let is_lower = (link.estimate_bps as f64) < self.trusted_bps as f64 * NOISE;
        let knows_no_better = finds_room(link.estimate_bps, link.sent_bps);
        let is_found = knows_no_better && link.estimate_bps as f64 >= self.trusted_bps as f64 * FOUND;
        if is_lower && !knows_no_better {
            // Lost soon after it was won: the next try waits longer.
            self.calm = if since(self.grown) < TOO_SOON { (self.calm * 2).min(CALM * 8) } else { CALM };
            // What goes through now is not taken away for an estimate that is only careful.
            let goes_through = !link.is_full && link.estimate_bps as f64 >= link.sent_bps as f64 * NOISE;
            self.trusted_bps = if goes_through { link.estimate_bps.max(link.held_bps) } else { link.estimate_bps };
            self.lost = Some(now);
        } else if since(self.lost) >= if is_found { CALM } else { self.calm } / if self.carries_least { 1 } else { 2 } {
            let mut more = link.estimate_bps;
            if knows_no_better && since(self.grown) >= STEP {
                // Nobody finds out by waiting: a little more is tried, as long as it would be of use.
                more = more.max(link.needed_bps.min(self.trusted_bps + self.trusted_bps / 4 + STEP_BPS));
            }
            if more > self.trusted_bps {
                self.trusted_bps = more;
                self.grown = Some(now);
            }
        }
        self.carried_bps = if link.is_full { 0 } else { self.carried_bps.max(link.sent_bps) };
        let least_bps = link.least_bps.min(LEAST_BPS.max(self.carried_bps));
        if link.is_full {
            self.doubt.is_full(now, link.only_loses, self.carries_least);
        }
        let may_carry = self.carries_least || link.estimate_bps >= least_bps || self.doubt.tries(now, link.loss);
        self.carries_least = !link.is_full && may_carry;
        if self.carries_least { self.trusted_bps.max(least_bps) } else { self.trusted_bps }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CAMERA: [Option<u64>; LAYERS] = [Some(150_000), Some(500_000), Some(1_700_000)];
    const IDLE: Link = Link {
        estimate_bps: 45_000,
        sent_bps: 30_000,
        held_bps: 0,
        needed_bps: 0,
        least_bps: 0,
        is_full: false,
        only_loses: false,
        loss: 0.0,
    };
    const SCREEN: [Option<u64>; LAYERS] = [Some(1_000_000), None, None];

    fn want(rank: Rank, suits: usize, costs: [Option<u64>; LAYERS]) -> Want {
        Want { rank, suits: Layer::ALL[suits], sent: None, costs }
    }

    fn numbers(chosen: &[Option<Layer>]) -> Vec<Option<u8>> {
        chosen.iter().map(|layer| layer.map(Layer::number)).collect()
    }

    #[test]
    fn with_enough_everybody_gets_what_suits() {
        let wants = [want(Rank::Grid, 0, CAMERA), want(Rank::Pinned, 2, CAMERA), want(Rank::Screen, 2, SCREEN)];
        assert_eq!(numbers(&allocate(&wants, 10_000_000)), [Some(0), Some(2), Some(0)]);
    }

    #[test]
    fn with_little_the_screen_comes_first_and_the_grid_last() {
        let wants = [
            want(Rank::Grid, 2, CAMERA),
            want(Rank::Speaker, 2, CAMERA),
            want(Rank::Pinned, 2, CAMERA),
            want(Rank::Screen, 2, SCREEN),
        ];
        assert_eq!(numbers(&allocate(&wants, 1_200_000)), [None, None, None, Some(0)]);
        assert_eq!(numbers(&allocate(&wants, 1_400_000)), [None, None, Some(0), Some(0)]);
        assert_eq!(numbers(&allocate(&wants, 2_100_000)), [Some(0), Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn everybody_is_seen_before_anybody_is_sharp() {
        let wants = [want(Rank::Pinned, 2, CAMERA), want(Rank::Grid, 2, CAMERA), want(Rank::Grid, 2, CAMERA)];
        assert_eq!(numbers(&allocate(&wants, 600_000)), [Some(0), Some(0), Some(0)]);
    }

    #[test]
    fn less_goes_at_once_and_more_comes_after_three_seconds_of_calm() {
        let (mut budget, now) = (Budget::new(1_000_000), Instant::now());
        let full = |estimate_bps| Link { estimate_bps, sent_bps: estimate_bps, needed_bps: 9_000_000, ..IDLE };
        assert_eq!(budget.trust(now, full(4_000_000)), 4_000_000, "a new link may grow at once");
        let later = now + TOO_SOON;
        assert_eq!(budget.trust(later, full(1_000_000)), 1_000_000);
        assert_eq!(budget.trust(later + CALM / 2, full(4_000_000)), 1_000_000);
        assert_eq!(budget.trust(later + CALM, full(4_000_000)), 4_000_000);
        let again = later + CALM + CALM / 2;
        assert_eq!(budget.trust(again, full(1_000_000)), 1_000_000);
        assert_eq!(budget.trust(again + CALM, full(4_000_000)), 1_000_000, "lost too soon: not so fast");
        assert_eq!(budget.trust(again + CALM * 2, full(4_000_000)), 4_000_000);
    }

    #[test]
    fn after_lost_tries_more_comes_sooner_where_the_estimator_has_found_much_more() {
        let (mut budget, mut now) = (Budget::new(100_000), Instant::now());
        let full = |estimate_bps| Link { estimate_bps, sent_bps: estimate_bps, needed_bps: 9_000_000, ..IDLE };
        for _ in 0..3 {
            budget.trust(now, full(140_000));
            now += STEP;
            budget.trust(now, full(100_000));
            now += CALM * 4;
        }
        now -= CALM * 3;
        assert_eq!(budget.trust(now, full(140_000)), 100_000, "lost too soon, again and again: not so fast");
        let found = Link { sent_bps: 90_000, ..full(150_000) };
        assert_eq!(budget.trust(now, found), 150_000, "a probe went through");
    }

    #[test]
    fn an_estimate_is_not_believed_to_fall_where_little_is_sent() {
        let (mut budget, now) = (Budget::new(1_000_000), Instant::now());
        assert_eq!(budget.trust(now, IDLE), 1_000_000, "only sound was sent");
        assert_eq!(budget.trust(now, Link { sent_bps: 45_000, ..IDLE }), 45_000, "no more went through");
    }

    #[test]
    fn a_link_that_is_hardly_used_is_tried_with_more_by_and_by() {
        let (mut budget, mut now) = (Budget::new(40_000), Instant::now());
        let idle = Link { needed_bps: 250_000, ..IDLE };
        for _ in 0..20 {
            now += STEP;
            budget.trust(now, idle);
        }
        assert_eq!(budget.trust(now, idle), 250_000, "and no further than is of use");
    }

    #[test]
    fn the_smallest_pictures_are_taken_away_when_the_link_is_full_and_not_for_an_estimate_alone() {
        let (mut budget, now) = (Budget::new(1_000_000), Instant::now());
        let low = Link { estimate_bps: 100_000, sent_bps: 100_000, least_bps: 300_000, ..IDLE };
        assert_eq!(budget.trust(now, low), 300_000, "nothing is lost, nothing waits");
        assert_eq!(budget.trust(now, Link { least_bps: 9_000_000, ..low }), LEAST_BPS);
        assert_eq!(budget.trust(now, Link { is_full: true, ..low }), 100_000);
        assert_eq!(budget.trust(now, low), 100_000, "it was full with that");
        let better = Link { estimate_bps: 400_000, sent_bps: 400_000, ..low };
        budget.trust(now + CALM, better);
        assert_eq!(budget.trust(now + CALM * 2, low), 300_000, "it was seen to carry it");
    }

    #[test]
    fn a_link_that_seemed_full_by_loss_alone_is_tried_again_if_it_goes_on_losing_without_pictures() {
        let now = Instant::now();
        let full = Link { estimate_bps: 80_000, sent_bps: 140_000, least_bps: 120_000, is_full: true, ..IDLE };
        let full = Link { only_loses: true, loss: 0.5, ..full };
        let paused = |loss| Link { is_full: false, only_loses: false, loss, ..full };
        for (loss, trusted) in [(0.16, 120_000), (0.02, 80_000)] {
            let mut budget = Budget::new(1_000_000);
            budget.trust(now, full);
            assert_eq!(budget.trust(now + PATIENCE / 2, paused(loss)), 80_000, "not at once");
            assert_eq!(budget.trust(now + PATIENCE, paused(loss)), trusted, "{loss}");
        }
    }

    #[test]
    fn what_goes_through_is_not_taken_away_for_an_estimate_alone_however_large_it_is() {
        let (mut budget, now) = (Budget::new(1_000_000), Instant::now());
        let screen = Link { estimate_bps: 2_000_000, sent_bps: 1_500_000, least_bps: 1_500_000, ..IDLE };
        budget.trust(now, screen);
        let doubted = Link { estimate_bps: 600_000, ..screen };
        assert_eq!(budget.trust(now, doubted), 1_500_000, "nothing is lost, nothing waits");
        assert_eq!(budget.trust(now, Link { is_full: true, ..doubted }), 600_000);
        let paused = Link { sent_bps: 40_000, ..doubted };
        assert_eq!(budget.trust(now, paused), 600_000, "it was full with that");
    }

    fn any_want() -> impl Strategy<Value = Want> {
        let rank = prop_oneof![Just(Rank::Screen), Just(Rank::Pinned), Just(Rank::Speaker), Just(Rank::Grid)];
        let cost = || prop::option::weighted(0.8, 10_000u64..3_000_000);
        (rank, 0..LAYERS, prop::option::of(0..LAYERS), cost(), cost(), cost()).prop_map(
            |(rank, suits, sent, q, h, f)| Want {
                rank,
                suits: Layer::ALL[suits],
                sent: sent.map(|sent| Layer::ALL[sent]),
                costs: [q, h, f],
            },
        )
    }

    proptest! {
        #[test]
        fn the_budget_is_never_exceeded_and_nothing_is_chosen_that_does_not_exist(
            wants in prop::collection::vec(any_want(), 0..14), budget in 0u64..12_000_000,
        ) {
            let chosen = allocate(&wants, budget);
            prop_assert_eq!(chosen.len(), wants.len());
            let mut sum = 0;
            for (want, layer) in wants.iter().zip(&chosen) {
                if let Some(layer) = layer {
                    let cost = want.costs[layer.index()];
                    prop_assert!(cost.is_some());
                    sum += cost.unwrap_or(0);
                    let lowest = want.costs.iter().position(Option::is_some);
                    prop_assert!(*layer <= want.suits || Some(layer.index()) == lowest);
                }
            }
            prop_assert!(sum <= budget);
        }

        #[test]
        fn more_budget_never_takes_the_picture_from_anybody(
            wants in prop::collection::vec(any_want(), 0..14), budget in 0u64..12_000_000, more in 0u64..3_000_000,
        ) {
            let seen = |budget| allocate(&wants, budget).iter().flatten().count();
            // Greedy by rank: a costlier one of higher rank may displace cheaper ones, but never the first of all.
            if seen(budget) > 0 {
                prop_assert!(seen(budget + more) > 0);
            }
        }

        #[test]
        fn who_ranks_higher_is_served_before_who_wants_the_same(
            costs in (10_000u64..300_000, 300_000u64..900_000, 900_000u64..3_000_000), budget in 0u64..6_000_000,
        ) {
            let costs = [Some(costs.0), Some(costs.1), Some(costs.2)];
            let wants = [want(Rank::Grid, 2, costs), want(Rank::Pinned, 2, costs)];
            let chosen = allocate(&wants, budget);
            prop_assert!(chosen[1] >= chosen[0]);
        }
    }
}
