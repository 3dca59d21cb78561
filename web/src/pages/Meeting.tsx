import { Spinner } from "@/ui/Spinner";

/** Pre-join, call and left, one after the other. */
export default function Meeting() {
  return <Spinner centred />;
}
