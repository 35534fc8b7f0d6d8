import { auditRoutes } from "./audit/routes.ts";
import { callRoutes } from "./calls/routes.ts";
import { campaignRoutes } from "./campaigns/routes.ts";
import { consentRoutes } from "./consent/routes.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { demoMailboxRoutes } from "./demo-mailbox/routes.ts";
import { homeRoutes } from "./home/routes.ts";
import { identityRoutes } from "./identity/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { senderRoutes } from "./senders/routes.ts";
import { settingsRoutes } from "./settings/routes.ts";
import { templateRoutes } from "./templates/routes.ts";

/** THE list of screens inside the shell: each feature adds its routes, one line each. Pattern: web/README.md. */
export const featureRoutes = [
  ...homeRoutes,
  ...auditRoutes,
  ...callRoutes,
  ...campaignRoutes,
  ...consentRoutes,
  ...contactRoutes,
  ...identityRoutes,
  ...messageRoutes,
  ...senderRoutes,
  ...settingsRoutes,
  ...templateRoutes,
  ...demoMailboxRoutes,
];
