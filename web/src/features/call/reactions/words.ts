import type { Reaction } from "@/call/contract";
import type { MessageId } from "@/lib/i18n";

/** In the order of the strip; their digits are 1 to 6. */
export const REACTIONS: Readonly<Record<Reaction, MessageId>> = {
  "thumbs-up": "reaction.thumbsUp",
  clap: "reaction.clap",
  heart: "reaction.heart",
  laugh: "reaction.laugh",
  wow: "reaction.wow",
  party: "reaction.party",
};

export const isReaction = (name: string): name is Reaction => Object.hasOwn(REACTIONS, name);
