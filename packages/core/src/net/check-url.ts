import { isIP } from 'node:net'
import { VideoError } from '../errors/video-error.ts'
import { isPublicAddress } from './address.ts'

/** Whether addresses outside the public internet may be reached: none (`false`), all, or those it says yes to. */
export type PrivateAccess = boolean | ((address: string) => boolean)

/** Whether an address may be reached. */
export const mayReach = (address: string, access: PrivateAccess): boolean =>
  isPublicAddress(address) || (typeof access === 'function' ? access(address) : access)

/**
 * Why a URL is not to be asked, as far as it can be told without the network: its protocol, credentials in it, or a
 * private address as its host. Undefined when nothing speaks against it.
 */
export function refusalOf(url: URL, allowPrivate: PrivateAccess = false): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must begin with http:// or https://'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const address = /(^|\.)localhost\.?$/.test(host) ? '127.0.0.1' : host
  if (isIP(address) === 0 || mayReach(address, allowPrivate)) return undefined
  return `must not lead to a private address (${host})`
}

/** Reads a URL that somebody else named. Throws `URL_REFUSED`; the message shows no more of it than its host. */
export function checkUrl(text: string | URL, allowPrivate: PrivateAccess = false): URL {
  const url = URL.parse(String(text))
  if (url === null) throw new VideoError('URL_REFUSED', 'What was given as a URL is none.')
  const refusal = refusalOf(url, allowPrivate)
  if (refusal !== undefined) throw new VideoError('URL_REFUSED', `The URL ${refusal}.`, { details: { host: url.host } })
  return url
}
