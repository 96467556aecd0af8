import ipaddr from 'ipaddr.js';

/** `public`: the internet only. `private-too`: also loopback and private networks, for the sandbox and tests. */
export type AddressPolicy = 'public' | 'private-too';

/** What has been given out as public so far; the rest of IPv6 is nobody's. https://www.iana.org/assignments/ipv6-address-space */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether we may connect to an IP address that a user's URL led to. IPv4 inside IPv6 is judged as the IPv4 it is;
 * NAT64, 6to4 and Teredo are refused outright because they hide another address. Link-local addresses, where clouds
 * keep their metadata services, are refused under every policy.
 */
export function mayConnectTo(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'unicast') return parsed.kind() === 'ipv4' || parsed.match(publicIpv6);
  return policy === 'private-too' && ['loopback', 'private', 'uniqueLocal'].includes(range);
}

/** Names that mean this machine or this network, whatever a name server says of them. RFC 6761, RFC 6762, RFC 8375, and .internal by ICANN. */
const localNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

/**
 * What stands in the way of calling this URL before any name is looked up; null when nothing does. On the internet only https at its
 * own port is called: files lie there, and other ports are other people's doors.
 */
export function refusalOf(url: URL, policy: AddressPolicy): string | null {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy === 'private-too')) {
    return 'The address must start with https://.';
  }
  if (url.username !== '' || url.password !== '')
    return 'The address must not contain a user name or password.';
  if (policy === 'private-too') return null;
  if (url.port !== '') return 'The address must not name a port.';
  return isLocalName(url.hostname) ? 'The address names a machine that is not on the public internet.' : null;
}

function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return localNames.test(name) || !/[.:]/.test(name);
}
