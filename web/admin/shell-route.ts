import { createRoute, redirect } from "@tanstack/react-router";
import { ApiProblem } from "../api-client/api-problem.ts";
import { rootRoute } from "./root-route.tsx";
import { sessionQuery } from "./session.ts";
import { AppShell } from "./shell/app-shell.tsx";

/** Parent of every screen for staff: signed in, password in order, navigation around it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: AppShell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery).catch((problem: unknown) => {
      if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem;
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    });
    if (session.mustChangePassword) throw redirect({ to: "/change-password" });
  },
});
