//! Which numbers were used lately: the newest, and up to 128 before it.

/// Numbers that fit.
const MOST: u64 = 128;

/// A window over numbers that mostly grow.
#[derive(Debug)]
pub(super) struct Window {
    newest: Option<u64>,
    /// Bit `age - 1`: the number that is so much older than the newest.
    before: u128,
    /// What is older by more than this nobody knows any more.
    reach: u64,
}

impl Window {
    pub(super) fn new(reach: u64) -> Self {
        Self { newest: None, before: 0, reach: reach.min(MOST) }
    }

    /// Whether a number was not used; of what is too old nobody knows, and it counts as used.
    pub(super) fn is_free(&self, number: u64) -> bool {
        let Some(newest) = self.newest else { return true };
        match newest.checked_sub(number) {
            None => true,
            Some(age) => (1..=self.reach).contains(&age) && self.before >> (age - 1) & 1 == 0,
        }
    }

    /// Uses a number. `false`: it is not free.
    pub(super) fn take(&mut self, number: u64) -> bool {
        if !self.is_free(number) {
            return false;
        }
        let newest = self.newest.unwrap_or(number);
        if let Some(newer) = number.checked_sub(newest) {
            self.newest = Some(number);
            if newer > 0 {
                let shifted = if newer < MOST { self.before << newer } else { 0 };
                self.before = shifted | if newer <= MOST { 1 << (newer - 1) } else { 0 };
            }
        } else {
            self.before |= 1 << (newest - number - 1);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_used_twice_in_whatever_order_they_come() {
        let mut used = Window::new(64);
        for (seq, is_free) in [
            (1_000, true),
            (1_000, false),
            (1_003, true),
            (1_001, true),
            (1_001, false),
            (1_000, false),
            (1_067, true),
            (1_003, false),
            (1_002, false), // 65 before: nobody knows
            (1_004, true),
            (1_004, false),
            (9_000, true),
            (8_936, true),
            (8_935, false),
            (8_936, false),
        ] {
            assert_eq!(used.take(seq), is_free, "{seq}");
        }
        let mut far = Window::new(MOST);
        let taken = [1_000, 1_128, 1_000, 1_001, 1_130, 1_001, 1_002].map(|seq| far.take(seq));
        assert_eq!(taken, [true, true, false, true, true, false, true]);
    }
}
