import ipaddr from 'ipaddr.js';

/** `public`: the internet only. `private-too`: also loopback and private networks, for the sandbox and tests. */
export type AddressPolicy = 'public' | 'private-too';

/**
 * Whether we may connect to an IP address that a user's URL led to. IPv4 inside IPv6 is judged as the IPv4 it is;
 * NAT64, 6to4 and Teredo are refused outright because they hide another address. Link-local addresses, where clouds
 * keep their metadata services, are refused under every policy.
 */
export function mayConnectTo(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  if (range === 'unicast') return !isIpv4Compatible(address);
  return policy === 'private-too' && ['loopback', 'private', 'uniqueLocal'].includes(range);
}

/** `::7f00:1` and its like (RFC 4291, deprecated): some systems connect it to the IPv4 address in its last 32 bits. */
function isIpv4Compatible(address: string): boolean {
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' && (parsed as ipaddr.IPv6).parts.slice(0, 6).every((part) => part === 0);
}

/** What stands in the way of calling this URL before any name is looked up; null when nothing does. */
export function refusalOf(url: URL, policy: AddressPolicy): string | null {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy === 'private-too')) {
    return 'The address must start with https://.';
  }
  if (url.username !== '' || url.password !== '')
    return 'The address must not contain a user name or password.';
  if (url.port !== '' && policy === 'public') return 'The address must not name a port.';
  return null;
}
