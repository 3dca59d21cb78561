import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { CallController, CallState, MediaState } from "@/call/contract";

const CallContext = createContext<CallController | null>(null);

/** Hands one call to everything below. */
export function CallProvider({ call, children }: { call: CallController; children: ReactNode }) {
  return <CallContext value={call}>{children}</CallContext>;
}

/** The orders one may give. */
export function useController(): CallController {
  const call = useContext(CallContext);
  if (call === null) throw new Error("useController outside of CallProvider");
  return call;
}

/** One piece of the call's state; renders only when that piece changes. */
export function useCall<T>(select: (state: CallState) => T): T {
  return useStore(useController().store, select);
}

/** One piece of the own devices' state. */
export function useMedia<T>(select: (state: MediaState) => T): T {
  return useStore(useController().media.store, select);
}
