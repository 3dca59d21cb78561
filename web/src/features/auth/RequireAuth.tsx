import { Navigate, Outlet, useLocation } from "@/ui/router";
import { Spinner } from "@/ui/Spinner";
import { useAuth } from "./AuthContext";
import { signInPath } from "./next";

/** What is inside is for signed-in people; others sign in first and then come back here. */
export function RequireAuth() {
  const { status } = useAuth();
  const { pathname, search, hash } = useLocation();
  if (status === "checking") return <Spinner centred />;
  if (status === "guest") return <Navigate to={signInPath(pathname + search + hash)} replace />;
  return <Outlet />;
}
