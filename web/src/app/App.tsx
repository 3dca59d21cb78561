import { Suspense } from "react";
import { AuthProvider } from "@/features/auth/AuthContext";
import { BrowserRouter } from "@/ui/router";
import { Spinner } from "@/ui/Spinner";
import { ToastProvider } from "@/ui/Toast";
import { ErrorBoundary } from "./ErrorBoundary";
import { SiteRoutes } from "./routes";

export function App() {
  return (
    <ErrorBoundary>
      <ToastProvider>
        <AuthProvider>
          <BrowserRouter>
            <Suspense fallback={<Spinner centred />}>
              <SiteRoutes />
            </Suspense>
          </BrowserRouter>
        </AuthProvider>
      </ToastProvider>
    </ErrorBoundary>
  );
}
