import type { ComponentType } from "react";
import { RestoreBanner } from "./consent/restore-banner.tsx";
import { SharedSenderBanner } from "./senders/shared-sender-banner.tsx";
import { WaitingBanner } from "./senders/waiting-banner.tsx";

/**
 * THE list of banners above every screen ("your messages wait: connect a sender"). Each is a component of its feature
 * that asks the API itself and renders `<Banner …>` of web/ui, or nothing.
 */
export const banners: { name: string; component: ComponentType }[] = [
  { name: "backup-restored", component: RestoreBanner },
  { name: "messages-wait", component: WaitingBanner },
  { name: "shared-sender-paused", component: SharedSenderBanner },
];
