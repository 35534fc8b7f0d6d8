import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * Where the product may connect when an organisation chose the destination. Without this, a mail server named "localhost"
 * or a router's address would let a customer talk to whatever stands beside the installation.
 */
export interface Destination {
  host: string;
  port: number;
}

export interface EgressRules {
  /** Ports that anybody may choose. */
  ports: readonly number[];
  /** `host:port` or `host:*`, set by the installation's operator; passes whatever its address and port are. */
  allowed: readonly string[];
  /** The destination was set by the operator, not by an organisation. */
  isTrusted?: boolean;
}

export type EgressAnswer =
  /** Connect to one of these addresses, never to the name again: it may resolve to another one by then. */
  | { allowed: true; addresses: string[] }
  | { allowed: false; reason: "host-not-found" | "host-lookup-failed" | "destination-not-allowed" };

export type Resolver = (host: string) => Promise<string[]>;

export const smtpPorts: readonly number[] = [25, 465, 587, 588, 2465, 2525, 2587];

/** Resolves once and checks every address, so that a name with one private address does not pass by luck. */
export async function checkDestination(
  destination: Destination,
  rules: EgressRules,
  resolve: Resolver = resolveAll,
): Promise<EgressAnswer> {
  const host = canonicalHost(destination.host);
  if (host === undefined) return { allowed: false, reason: "host-not-found" };
  const isExcepted = rules.isTrusted === true || isListed(host, destination.port, rules.allowed);
  const found = await addressesOf(host, resolve);
  if (!Array.isArray(found)) return { allowed: false, reason: found };
  const isPortOpen = rules.ports.includes(destination.port);
  const mayReach = (address: string) =>
    isListed(address, destination.port, rules.allowed) || (isPortOpen && !isPrivateAddress(address));
  const isOpen = isExcepted || found.every(mayReach);
  return isOpen ? { allowed: true, addresses: found } : { allowed: false, reason: "destination-not-allowed" };
}

async function addressesOf(
  host: string,
  resolve: Resolver,
): Promise<string[] | "host-not-found" | "host-lookup-failed"> {
  if (isIP(host) !== 0) return [host];
  try {
    const addresses = await resolve(host);
    return addresses.length > 0 ? addresses : "host-not-found";
  } catch (error) {
    const code = (error as { code?: string }).code;
    return code === "EAI_AGAIN" || code === "ETIMEOUT" ? "host-lookup-failed" : "host-not-found";
  }
}

/** `2130706433`, `0x7f.1` and `①②⑦.0.0.1` are 127.0.0.1 to a resolver, so they must be to us: WHATWG's parser knows them all. */
export function canonicalHost(host: string): string | undefined {
  const bare = host.trim().replace(/^\[|\]$/g, "");
  const written = isIPv6(bare) ? `[${bare}]` : bare;
  if (written === "" || /[/?#@\\\s:]/.test(isIPv6(bare) ? "" : written)) return undefined;
  try {
    return new URL(`http://${written}/`).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  } catch {
    return undefined;
  }
}

function isListed(host: string, port: number, allowed: readonly string[]): boolean {
  return allowed.includes(`${host}:${port}`) || allowed.includes(`${host}:*`);
}

export function isPrivateAddress(address: string): boolean {
  return closed.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

const closed = closedAddresses();

function closedAddresses(): BlockList {
  const list = new BlockList();
  const ipv4: [string, number][] = [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ];
  const ipv6: [string, number][] = [
    // IPv4-compatible addresses: BlockList sees mapped ones through the IPv4 rules, but not these.
    ["::", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["2001::", 32],
    ["2002::", 16],
    ["fc00::", 7],
    ["fe80::", 10],
    ["ff00::", 8],
  ];
  for (const [net, prefix] of ipv4) list.addSubnet(net, prefix, "ipv4");
  for (const [net, prefix] of ipv6) list.addSubnet(net, prefix, "ipv6");
  return list;
}

async function resolveAll(host: string): Promise<string[]> {
  const answers = await lookup(host, { all: true });
  return answers.map((answer) => answer.address);
}
