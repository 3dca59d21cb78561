// What the server says through the data channel and in signals, checked: it may be newer than we are.

import { ROLES, type Role } from "../roles";
import type { Layers } from "./layers";

export interface Assignment {
  readonly id: string;
  readonly source: Role;
  /** 0..2, small to large; null for what has but one. */
  readonly layer: number | null;
  /** RTP timestamp, as sent in the slot, of the first packet of this source. */
  readonly ts: number;
}

/** By mid; null: nobody. */
export type SlotTable = ReadonlyMap<string, Assignment | null>;

/** loss: 0..1 */
export interface Way {
  readonly loss: number | null;
  readonly rttMs: number | null;
  readonly bps: number | null;
  readonly layer: number | null;
}

/** up: from them to the server; down: from the server to them. */
export interface Ways {
  readonly up: Way;
  readonly down: Way;
}

export type Said =
  | { readonly type: "slots"; readonly rev: number; readonly slots: SlotTable }
  | { readonly type: "publishing"; readonly ids: ReadonlyMap<string, readonly Role[]> }
  | { readonly type: "speaking"; readonly ids: readonly string[] }
  | { readonly type: "layers"; readonly layers: Layers }
  | { readonly type: "quality"; readonly people: ReadonlyMap<string, Ways> };

/** Null: nothing we know. */
export function readSaid(text: unknown): Said | null {
  if (typeof text !== "string") return null;
  try {
    return said(object(JSON.parse(text)));
  } catch {
    return null;
  }
}

function said(message: Record<string, unknown>): Said | null {
  switch (message.type) {
    case "slots":
      return { type: "slots", rev: number(message.rev) ?? 0, slots: mapped(message.slots, assignment) };
    case "publishing":
      return { type: "publishing", ids: mapped(message.ids, roles) };
    case "speaking":
      return { type: "speaking", ids: list(message.ids).filter((id) => typeof id === "string") };
    case "layers":
      return {
        type: "layers",
        layers: { camera: list(message.camera).map(Boolean), screen: message.screen !== false },
      };
    case "quality":
      return { type: "quality", people: mapped(message.people, ways) };
    default:
      return null;
  }
}

function assignment(value: unknown): Assignment | null {
  const { id, source, layer, ts } = object(value);
  if (typeof id !== "string" || !isRole(source)) return null;
  return { id, source, layer: number(layer), ts: number(ts) ?? 0 };
}

const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);
const roles = (value: unknown): readonly Role[] => list(value).filter(isRole);

function ways(value: unknown): Ways {
  const { up, down } = object(value);
  return { up: way(up), down: way(down) };
}

function way(value: unknown): Way {
  const { loss, rttMs, bps, layer } = object(value);
  return { loss: number(loss), rttMs: number(rttMs), bps: number(bps), layer: number(layer) };
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

function mapped<T>(value: unknown, read: (value: unknown) => T): ReadonlyMap<string, T> {
  return new Map(Object.entries(object(value)).map(([key, each]) => [key, read(each)]));
}
