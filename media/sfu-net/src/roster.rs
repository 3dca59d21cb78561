//! Who was connected through a shard: what must be said, and done again, when it breaks as a whole.

use std::collections::HashMap;

use sfu_core::{Command, Event, LostCode, ParticipantId, PcId, RefusedCode, RequestId, RoomId};

/// Rooms that are open, and in each the answered connection of every participant.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    rooms: HashMap<RoomId, HashMap<ParticipantId, PcId>>,
    /// The offer being worked on: the most likely reason for a break, and somebody waits for its answer.
    offering: Option<(RoomId, ParticipantId, PcId, RequestId)>,
}

impl Roster {
    /// Before the core gets it.
    pub(crate) fn on_command(&mut self, command: &Command) {
        match command {
            Command::OpenRoom { room } => {
                self.rooms.entry(room.clone()).or_default();
            }
            Command::CloseRoom { room } => {
                self.rooms.remove(room);
            }
            Command::Drop { room, participant } => {
                if let Some(people) = self.rooms.get_mut(room) {
                    people.remove(participant);
                }
            }
            Command::Offer(offer) => {
                self.offering = Some((offer.room.clone(), offer.participant.clone(), offer.pc.clone(), offer.request));
            }
            Command::Candidate { .. } => {}
        }
    }

    /// After the core said it.
    pub(crate) fn on_event(&mut self, event: &Event) {
        match event {
            Event::Answered { room, participant, pc, .. } => {
                self.offering = None;
                if let Some(people) = self.rooms.get_mut(room) {
                    people.insert(participant.clone(), pc.clone());
                }
            }
            Event::Refused { .. } => self.offering = None,
            Event::Lost { room, participant, pc, .. } => {
                if let Some(people) = self.rooms.get_mut(room)
                    && people.get(participant) == Some(pc)
                {
                    people.remove(participant);
                }
            }
            _ => {}
        }
    }

    /// The core is gone: what everyone must hear, and the rooms to open in the next one.
    pub(crate) fn break_up(&mut self) -> (Vec<Event>, Vec<Command>) {
        let mut events = Vec::new();
        let mut rooms = Vec::new();
        for (room, people) in &mut self.rooms {
            rooms.push(Command::OpenRoom { room: room.clone() });
            events.extend(people.drain().map(|(participant, pc)| Event::Lost {
                room: room.clone(),
                participant,
                pc,
                code: LostCode::Internal,
            }));
        }
        events.extend(self.offering.take().map(|(room, participant, pc, request)| Event::Refused {
            room,
            participant,
            pc,
            request,
            code: RefusedCode::Internal,
            message: "the media server broke over this offer".into(),
        }));
        (events, rooms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(participant: &str, pc: &str) -> Event {
        Event::Answered {
            room: "den".into(),
            participant: participant.into(),
            pc: pc.into(),
            request: 1,
            sdp: String::new(),
        }
    }

    fn lost(participant: &str, pc: &str) -> Event {
        let code = LostCode::Internal;
        Event::Lost { room: "den".into(), participant: participant.into(), pc: pc.into(), code }
    }

    fn den() -> Roster {
        let mut roster = Roster::default();
        roster.on_command(&Command::OpenRoom { room: "den".into() });
        roster
    }

    #[test]
    fn when_a_shard_breaks_everyone_in_it_is_told_and_its_rooms_open_again() {
        let mut roster = den();
        roster.on_event(&answered("ana", "a1"));
        roster.on_event(&answered("ana", "a2"));
        let (events, commands) = roster.break_up();
        assert_eq!(events, [lost("ana", "a2")]);
        assert!(matches!(&commands[..], [Command::OpenRoom { room }] if room.as_str() == "den"));
        assert_eq!(roster.break_up().0, [], "and only once");
    }

    #[test]
    fn who_has_left_is_not_told() {
        let mut roster = den();
        roster.on_event(&answered("ana", "a1"));
        roster.on_event(&lost("ana", "a0"));
        roster.on_event(&answered("ben", "b1"));
        roster.on_command(&Command::Drop { room: "den".into(), participant: "ben".into() });
        assert_eq!(roster.break_up().0, [lost("ana", "a1")], "the loss of an older connection changes nothing");
        roster.on_event(&answered("ana", "a1"));
        roster.on_command(&Command::CloseRoom { room: "den".into() });
        assert_eq!(roster.break_up().0, []);
    }

    #[test]
    fn an_offer_that_broke_the_shard_is_refused() {
        let mut roster = den();
        roster.on_command(&Command::Offer(sfu_core::Offer {
            room: "den".into(),
            participant: "ana".into(),
            pc: "a1".into(),
            request: 7,
            sdp: String::new(),
            tracks: [].into(),
            slots: [].into(),
        }));
        let (events, _) = roster.break_up();
        assert!(matches!(&events[..], [Event::Refused { request: 7, code: RefusedCode::Internal, .. }]));
    }
}
