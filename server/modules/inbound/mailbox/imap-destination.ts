/** Ports of mailboxes that anybody may choose. */
export const imapPorts: readonly number[] = [143, 993];
