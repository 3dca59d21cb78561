// Who sits where. Places are kept: a tile that can be seen moves only when somebody on another page
// starts to speak, and then exactly two tiles change places.

export interface Seat {
  readonly id: string;
  readonly isSelf: boolean;
  readonly pinned: boolean;
  readonly speaking: boolean;
  readonly hasVideo: boolean;
  /** When they last spoke, any clock; 0 for never. */
  readonly spokeAt: number;
}

/**
 * The next order, given the last one. `seats` come in join order and name everyone; `firstPage` is how
 * many places can be seen. Self keeps the first place; newcomers sit down at the end; those who left
 * make room without a reshuffle.
 */
export function nextOrder(previous: readonly string[], seats: readonly Seat[], firstPage: number): string[] {
  const byId = new Map(seats.map((seat) => [seat.id, seat]));
  const order = previous.filter((id) => byId.has(id));
  const known = new Set(order);
  for (const seat of seats) if (!known.has(seat.id)) order.push(seat.id);
  selfFirst(order, byId);
  if (order.length > firstPage) promote(order, byId, firstPage);
  return sameOrder(order, previous) ? (previous as string[]) : order;
}

function selfFirst(order: string[], byId: Map<string, Seat>): void {
  const at = order.findIndex((id) => byId.get(id)?.isSelf);
  if (at > 0) order.unshift(...order.splice(at, 1));
}

/** Swaps whoever is due on the first page with whoever there is due least. */
function promote(order: string[], byId: Map<string, Seat>, firstPage: number): void {
  const seat = (at: number) => byId.get(order[at] as string) as Seat;
  for (let at = firstPage; at < order.length; at += 1) {
    if (!seat(at).speaking && !seat(at).pinned) continue;
    let weakest = -1;
    for (let place = 0; place < firstPage; place += 1) {
      if (isFixed(seat(place))) continue;
      if (weakest < 0 || dueLess(seat(place), seat(weakest))) weakest = place;
    }
    if (weakest < 0) return;
    [order[weakest], order[at]] = [order[at] as string, order[weakest] as string];
  }
}

const isFixed = (seat: Seat) => seat.isSelf || seat.pinned || seat.speaking;

function dueLess(a: Seat, b: Seat): boolean {
  if (a.spokeAt !== b.spokeAt) return a.spokeAt < b.spokeAt;
  return !a.hasVideo && b.hasVideo;
}

const sameOrder = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, i) => id === b[i]);

/** The people of one page; a page beyond the last one is the last one. */
export function pageOf<T>(items: readonly T[], page: number, size: number): readonly T[] {
  const last = Math.max(0, Math.ceil(items.length / size) - 1);
  const at = Math.min(Math.max(0, page), last);
  return items.slice(at * size, (at + 1) * size);
}

export const pageCount = (items: number, size: number): number => Math.max(1, Math.ceil(items / size));
