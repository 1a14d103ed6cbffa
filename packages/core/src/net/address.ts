import ipaddr from 'ipaddr.js'

/** Inside the public ranges, yet answers only within a cloud: Azure's metadata and DNS. */
const PRIVATE_ALL_THE_SAME = ['168.63.129.16']

/**
 * Whether an IP address (no name, no brackets) belongs to the public internet. Everything else is not: loopback,
 * private, link-local, shared (CGNAT), multicast, documentation and reserved ranges, tunnels (6to4, Teredo) that hide
 * another address, and what is no address at all. IPv6 that carries an IPv4 address counts as that one.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed instanceof ipaddr.IPv4) return isPublicIPv4(parsed)
  if (isMapped(parsed)) return isPublicIPv4(carriedIPv4(parsed))
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST, 3)
}

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::')
/** ::ffff:0:0/96 is IPv4 on an IPv6 socket; 64:ff9b::/96 is how networks without IPv4 reach it (RFC 6052). */
const MAPPED = [ipaddr.IPv6.parse('::ffff:0:0'), ipaddr.IPv6.parse('64:ff9b::')]

const isMapped = (address: ipaddr.IPv6): boolean => MAPPED.some((prefix) => address.match(prefix, 96))

const carriedIPv4 = (address: ipaddr.IPv6): ipaddr.IPv4 => new ipaddr.IPv4(address.toByteArray().slice(12))

const isPublicIPv4 = (address: ipaddr.IPv4): boolean =>
  address.range() === 'unicast' && !PRIVATE_ALL_THE_SAME.includes(address.toString())
