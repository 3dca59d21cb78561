import { useAnnouncements } from "./useAnnouncements";
import { useHandDown } from "./useHandDown";
import { useSounds } from "./useSounds";

/** What listens to the room and shows nothing of its own: words for screen readers, sounds, one's own hand. */
export default function Ears() {
  useAnnouncements();
  useSounds();
  useHandDown();
  return null;
}
