import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Activity, User } from "@/api/types";
import type { Account } from "@/api/users";
import { activities } from "@/api/users";
import { type AuthState, auth, checkIn, login, logout, register } from "@/stores/auth";

export interface Auth extends AuthState {
  /** These throw `ApiProblem`. */
  login(username: string, password: string): Promise<User>;
  register(account: Account): Promise<User>;
  history(signal?: AbortSignal): Promise<Activity[]>;
  logout(): Promise<void>;
}

const AuthContext = createContext<Auth | null>(null);

export function useAuth(): Auth {
  const value = useContext(AuthContext);
  if (!value) throw new Error("useAuth outside of AuthProvider");
  return value;
}

export function AuthProvider({ children }: { readonly children: ReactNode }) {
  const state = useStore(auth);
  const value = useMemo<Auth>(() => ({ ...state, login, register, logout, history: activities }), [state]);
  useEffect(() => {
    void checkIn();
  }, []);
  return <AuthContext value={value}>{children}</AuthContext>;
}
