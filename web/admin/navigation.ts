import {
  IconAddressBook,
  IconArrowsExchange,
  IconBuildingStore,
  IconChecklist,
  IconHistory,
  IconHome,
  IconHourglassEmpty,
  IconKey,
  IconLink,
  IconMailbox,
  IconMailCog,
  IconMailForward,
  IconPhone,
  IconScale,
  IconSend,
  IconShieldCheck,
  IconShieldLock,
  IconTemplate,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Policy } from "../../contracts/identity.ts";

/** In the order in which they are shown. Their titles are `common:navigation.groups.<group>`. */
export const navigationGroups = ["start", "people", "sending", "settings"] as const;

export interface NavigationEntry {
  /** Phrase with its namespace: "contacts:navigation". */
  label: string;
  /** One sentence on what it is for; entries of the settings need it. */
  text?: string;
  icon: TablerIcon;
  path: string;
  group: (typeof navigationGroups)[number];
  /** Within the group; leave gaps of ten. */
  order: number;
  /** Hidden from who lacks it. */
  policy?: Policy;
  /** Shown to demonstrations alone. */
  isForDemonstrations?: boolean;
}

/** THE list of navigation entries: each feature adds its own. */
export const navigation: NavigationEntry[] = [
  { label: "common:navigation.home", icon: IconHome, path: "/", group: "start", order: 10 },
  {
    label: "contacts:navigation",
    icon: IconAddressBook,
    path: "/contacts",
    group: "people",
    order: 10,
    policy: "contacts.read",
  },
  {
    label: "consent:navigation.calls",
    icon: IconPhone,
    path: "/calls",
    group: "people",
    order: 20,
    policy: "consent.read",
  },
  {
    label: "consent:navigation.standing",
    icon: IconChecklist,
    path: "/consents",
    group: "people",
    order: 25,
    policy: "consent.read",
  },
  {
    label: "consent:navigation.expiry",
    icon: IconHourglassEmpty,
    path: "/consent-expiry",
    group: "people",
    order: 30,
    policy: "consent.read",
  },
  {
    label: "messaging:navigation",
    icon: IconSend,
    path: "/messages",
    group: "sending",
    order: 20,
    policy: "messages.read",
  },
  {
    label: "campaigns:navigation",
    icon: IconMailForward,
    path: "/campaigns",
    group: "sending",
    order: 10,
    policy: "campaigns.read",
  },
  {
    label: "workspace:navigation.demo-mailbox",
    icon: IconMailbox,
    path: "/demo-mailbox",
    group: "sending",
    order: 90,
    policy: "messages.read",
    isForDemonstrations: true,
  },
  {
    label: "senders:navigation",
    text: "senders:page-lead",
    icon: IconMailCog,
    path: "/settings/senders",
    group: "settings",
    order: 10,
    policy: "senders.read",
  },
  {
    label: "templates:navigation",
    icon: IconTemplate,
    path: "/templates",
    group: "sending",
    order: 20,
    policy: "templates.read",
  },
  {
    label: "consent:navigation.types",
    text: "consent:types.text",
    icon: IconShieldCheck,
    path: "/settings/consent-types",
    group: "settings",
    order: 30,
    policy: "consent.read",
  },
  {
    label: "consent:navigation.settings",
    text: "consent:privacy.text",
    icon: IconShieldLock,
    path: "/settings/privacy",
    group: "settings",
    order: 40,
    policy: "consent.read",
  },
  {
    label: "consent:navigation.law",
    text: "consent:law.text",
    icon: IconScale,
    path: "/settings/consent-law",
    group: "settings",
    order: 45,
    policy: "consent.read",
  },
  {
    label: "consent-exchange:navigation",
    text: "consent-exchange:text",
    icon: IconArrowsExchange,
    path: "/settings/consent-exchange",
    group: "settings",
    order: 48,
    policy: "contacts.export",
  },
  {
    label: "consent:navigation.ledger",
    text: "consent:ledger.text",
    icon: IconLink,
    path: "/settings/consent-ledger",
    group: "settings",
    order: 50,
    policy: "audit.read",
  },
  {
    label: "identity:users.navigation",
    text: "identity:users.text",
    icon: IconUsersGroup,
    path: "/settings/users",
    group: "settings",
    order: 70,
    policy: "users.manage",
  },
  {
    label: "identity:organisation.navigation",
    text: "identity:organisation.text",
    icon: IconBuildingStore,
    path: "/settings/organisation",
    group: "settings",
    order: 80,
    policy: "organisation.manage",
  },
  {
    label: "audit:navigation",
    text: "audit:text",
    icon: IconHistory,
    path: "/settings/audit",
    group: "settings",
    order: 100,
    policy: "audit.read",
  },
  {
    label: "identity:apiKeys.navigation",
    text: "identity:apiKeys.text",
    icon: IconKey,
    path: "/settings/api-keys",
    group: "settings",
    order: 90,
    policy: "api-keys.manage",
  },
];
