const TOP_LEVEL =
  'com|org|net|io|gov|edu|ai|dev|app|info|int|mil|co|uk|us|eu|de|fr|es|it|nl|ch|at|be|se|no|fi|dk|pl|pt|ca|au|nz|jp|cn|in|br|tv|me|xyz|example|test'
const HOST = `(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:${TOP_LEVEL})`
const URL_PATTERN = new RegExp(`^(?:https?://)?(?:www\\.)?(${HOST})(?::\\d+)?(/[^\\s?#]*)?(?:[?#]\\S*)?$`, 'i')
const MAIL_PATTERN = new RegExp(`^(?:mailto:)?([a-z0-9._%+-]+)@(${HOST})$`, 'i')

/**
 * The parts of a web or mail address to be read one after the other, "example", "dot", "com", "slash", "docs"; a URL's
 * protocol, "www", query and fragment are left out.
 */
export function addressParts(core: string): string[] | undefined {
  const mail = MAIL_PATTERN.exec(core)
  if (mail) return [...readable(mail[1]!), 'at', ...readable(mail[2]!)]
  const url = URL_PATTERN.exec(core)
  if (!url) return undefined
  const path = (url[2] ?? '').split('/').filter((part) => part !== '')
  return [...readable(url[1]!), ...path.flatMap((part) => ['slash', ...readable(part)])]
}

const NAMES: Readonly<Record<string, string>> = { '.': 'dot', _: 'underscore', '+': 'plus' }

const readable = (text: string): string[] =>
  (text.match(/[a-zA-Z']+|\d+|[._+]/g) ?? []).map((part) => NAMES[part] ?? part)
