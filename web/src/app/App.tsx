import { Suspense } from "react";
import { BrowserRouter } from "react-router";
import { AuthProvider } from "@/features/auth/AuthContext";
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
