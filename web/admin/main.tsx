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
import { noteFirstUse } from "../ui/first-use.ts";
import { startI18n } from "../ui/i18n.ts";
import { UiProvider } from "../ui/ui-provider.tsx";
import { router } from "./router.tsx";
import { sessionQuery } from "./session.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

onSignedOut(() => {
  // Without one there is nothing that could have ended: the shell's check has just asked, and shows the sign-in page.
  if (!queryClient.getQueryData(sessionQuery.queryKey)) return;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.invalidate();
});

noteFirstUse();
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
