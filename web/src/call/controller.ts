// A call as the pages hold it: their orders go in, one state comes out.

import { createStore, type StoreApi } from "zustand/vanilla";
import { monotonic } from "@/lib/clock";
import { OwnMedia } from "@/rtc/media/local";
import { SpeechGate } from "@/rtc/speech";
import type {
  Along,
  CallController,
  CallDeps,
  CallState,
  JoinOptions,
  LinkReport,
  Notice,
  Reaction,
  Source,
  Watched,
} from "./contract";
import { Links } from "./links";
import type { Machine } from "./machine";
import { Own } from "./own";
import { roster } from "./roster";
import { Sightings } from "./sightings";
import { NO_CALL } from "./store";
import { Talk } from "./talk";
import { Visit } from "./visit";

export function createCall(deps: CallDeps): CallController {
  return new Call(deps);
}

class Call implements CallController {
  readonly store: StoreApi<CallState> = createStore(() => NO_CALL);
  readonly media: OwnMedia;
  #visit: Visit;
  #talk: Talk;
  #own: Own;
  #links: Links;
  #sightings = new Sightings(() => this.#show());
  #gate = new SpeechGate();
  #stopListening: (() => void) | null = null;
  #listeners = new Set<(notice: Notice) => void>();
  #soundBlocked = false;

  constructor(deps: CallDeps) {
    this.#links = new Links({
      send: (toId, message) => this.#visit.post.send(toId, message),
      link: (id, link) => {
        this.#sightings.link(id, link);
        if (link === "interrupted") this.#visit.suspect();
      },
      suspect: () => this.#visit.suspect(),
      suffers: () => this.#visit.ask("ask-server", [], () => {}),
      speaking: (id, speaking) => this.#sightings.change(id, { speaking }),
      flowing: (id, source, flowing) => this.#sightings.flowing(id, source, flowing),
      quality: (id, quality, side) => this.#sightings.change(id, { quality, side }),
      expects: (id) => this.#sightings.expects(id, this.#links.watched),
      soundBlocked: (blocked) => {
        this.#soundBlocked = blocked;
        this.#show();
      },
    });
    this.media = new OwnMedia({
      track: (role, track) => this.#links.publish(role, track),
      notice: (notice) => this.#tell(notice),
    });
    const ask: Visit["ask"] = (...args) => this.#visit.ask(...args);
    this.#own = new Own({ ask, media: () => this.media.store.getState() });
    this.#talk = new Talk({ ask, changed: () => this.#show(), said: (key) => this.#tell({ kind: "chat", key }) });
    this.#visit = new Visit({
      ...deps,
      links: this.#links,
      talk: this.#talk,
      own: this.#own,
      room: (room) => this.#sightings.room(room),
      changed: (machine) => this.#changed(machine),
      tell: (notice) => this.#tell(notice),
      release: () => this.#release(),
    });
    this.media.store.subscribe(() => {
      this.#links.playback.setSpeaker(this.media.store.getState().selected.audiooutput);
      this.#own.changed();
      this.#show();
    });
  }

  approach(): void {
    this.#visit.approach();
  }

  async join({ room, name, move = false }: JoinOptions): Promise<void> {
    this.#visit.dispatch({ type: "join", room, name, move });
  }

  leave(): void {
    this.#visit.dispatch({ type: "leave" });
  }

  setHand(up: boolean): void {
    this.#own.hand = up;
    this.#own.changed();
    this.#show();
  }

  react(reaction: Reaction): void {
    this.#visit.ask("reaction", [reaction], (answer) => {
      if (!answer?.ok) this.#tell({ kind: "reaction-refused" });
    });
  }

  caption(text: string, line: number): void {
    this.#visit.ask("caption", [text, line], (answer) => {
      if (!answer?.ok) this.#tell({ kind: "caption-refused" });
    });
  }

  sendChat(text: string, along?: Along): void {
    this.#talk.send(text, along);
  }

  retryChat(key: string): void {
    this.#talk.retry(key);
  }

  markRead(): void {
    this.#talk.markRead();
  }

  seatPass(): string | null {
    return this.#talk.desk.pass;
  }

  bind(element: HTMLVideoElement, participantId: string, source: Source): () => void {
    if (participantId === this.#visit.machine.self?.id) return this.media.bind(element, source);
    return this.#links.bind(element, participantId, source);
  }

  watch(tiles: readonly Watched[]): void {
    this.#links.watch(tiles);
  }

  onLevel(participantId: string, listener: (level: number) => void): () => void {
    if (participantId === this.#visit.machine.self?.id) return this.media.onLevel(listener);
    return this.#links.onLevel(participantId, listener);
  }

  inspect(participantId: string, listener: (report: LinkReport | null) => void): () => void {
    return this.#links.inspect(participantId, listener);
  }

  resumeSound(): void {
    this.#links.playback.resume();
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.leave();
    this.#visit.turnAway();
    this.media.stop();
    this.#listeners.clear();
  }

  #tell(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  #changed(machine: Machine): void {
    if (machine.phase === "live") {
      this.#stopListening ??= this.media.onLevel((level) => {
        if (this.#gate.hear(level, monotonic())) this.#show();
      });
    }
    this.#show();
  }

  #release(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#own.hand = false;
    this.#links.close();
    this.media.stop();
  }

  #show(): void {
    const { phase, problem, wish, self, room, reconnectingSince, joinedAt } = this.#visit.machine;
    const before = this.store.getState();
    const us = { id: self?.id ?? "", state: this.#own.state, speaking: this.#gate.speaking };
    const peers = room === null ? {} : roster(room, us, this.#sightings.all, before.peers);
    const order = room?.participants.map((p) => p.id) ?? [];
    const next: CallState = {
      phase,
      problem,
      room: room?.room ?? wish?.room ?? "",
      title: room?.title ?? "",
      selfId: self?.id ?? null,
      order: sameItems(before.order, order) ? before.order : order,
      peers: sameItems(Object.values(before.peers), Object.values(peers)) ? before.peers : peers,
      chat: this.#talk.entries,
      unread: this.#talk.unread,
      fileBytes: this.#talk.desk.fileBytes,
      topology: room?.topology ?? NO_CALL.topology,
      reconnectingSince,
      joinedAt,
      soundBlocked: this.#soundBlocked,
    };
    const keys = Object.keys(next) as (keyof CallState)[];
    if (keys.some((key) => next[key] !== before[key])) this.store.setState(next, true);
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
