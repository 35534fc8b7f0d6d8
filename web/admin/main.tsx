import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "../ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../api-client/query-client.ts";
import { onSignedOut } from "../api-client/request.ts";
import { startI18n } from "../ui/i18n.ts";
import { UiProvider } from "../ui/ui-provider.tsx";
import { router } from "./router.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

onSignedOut(() => {
  queryClient.removeQueries({ queryKey: ["session"] });
  // The shell's own check asks for the session again, and keeps the address.
  if (window.location.pathname !== "/sign-in") void router.invalidate();
});

await startI18n();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  </StrictMode>,
);
