/**
 * What the walls between organisations leave open in the database, and why. The tests compare these lists with the
 * catalogue in both directions, so nothing is opened by the way and nothing stays listed that is gone.
 */
export const openRelations: Readonly<Record<string, string>> = {
  "platform.migrations": "which migrations ran: of the installation",
  "platform.migrations_lock": "one row that keeps two migrators apart",
  "platform.runtime_rights": "names of tables and rights: of the installation",
  "identity.organisation_ids": "ids and nothing else: schedules visit every organisation",
  "identity.sign_in_attempts": "counted before the organisation is known; keyed hashes only",
  "senders.demo_sink": "where the built-in mailbox listens: of the installation",
  "messaging.lanes": "the dispatcher looks for work over all organisations; ids and times, no content",
  "messaging.platform_blocks": "how many messages the installation's own sender may send, over all organisations",
  "messaging.platform_gauge": "one row to hold while those places are counted",
  "messaging.workers": "processes of the installation",
};

/** Functions that run with their owner's rights. */
export const definerFunctions: readonly string[] = ["identity.find_accounts_by_email"];

/** Rows are only ever added: by grant and by trigger, not by manners. */
export const ledgers: readonly string[] = ["audit.entries", "consent.ledger", "consent.wordings"];
