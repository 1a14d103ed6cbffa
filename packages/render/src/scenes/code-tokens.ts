import { createRequire } from 'node:module'
import type { HLJSApi, LanguageFn } from 'highlight.js'

/** Languages whose source code can be coloured, and plain text. */
export const CODE_LANGUAGES = [
  'text',
  'bash',
  'c',
  'cpp',
  'css',
  'go',
  'html',
  'java',
  'javascript',
  'json',
  'python',
  'rust',
  'sql',
  'typescript',
  'yaml',
] as const
export type CodeLanguage = (typeof CODE_LANGUAGES)[number]

/** A piece of a line and what it is, by highlight.js' name of its scope ("keyword", "string"); '' for plain text. */
export interface CodeToken {
  readonly text: string
  readonly scope: string
}

const TAB_COLUMNS = 4

/** The lines of source code without empty ones at its ends, tabs as spaces, and the indent that all share taken away. */
export function codeLines(code: string): string[] {
  const lines = code
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/gu,
      (character) => (character === '\n' || character === '\t' ? character : ''),
    )
    .split('\n')
    .map((line) => expandTabs(line.normalize('NFC')).trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const kept = first < 0 ? [''] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1)
  const indents = kept.filter((line) => line !== '').map((line) => line.length - line.trimStart().length)
  const shared = Math.min(...indents, Infinity)
  return Number.isFinite(shared) ? kept.map((line) => line.slice(shared)) : kept
}

/** The lines' tokens; what runs over several lines is cut at their ends. */
export function codeTokens(lines: readonly string[], language: CodeLanguage): CodeToken[][] {
  if (language === 'text') return lines.map((text) => [{ text, scope: '' }])
  const name = language === 'html' ? 'xml' : language
  const { value } = highlighter(name).highlight(lines.join('\n'), { language: name, ignoreIllegals: true })
  const rows: CodeToken[][] = [[]]
  const open: string[] = []
  for (const [, scope, close, text] of value.matchAll(/<span class="([^"]*)">|(<\/span>)|([^<]+)/g)) {
    if (scope !== undefined) open.push(scope.replace('hljs-', '').split(' ')[0]!)
    else if (close !== undefined) open.pop()
    else {
      unescape(text!)
        .split('\n')
        .forEach((part, index) => {
          if (index > 0) rows.push([])
          if (part !== '') rows.at(-1)!.push({ text: part, scope: open.findLast((each) => each !== 'subst') ?? '' })
        })
    }
  }
  return rows
}

const require = createRequire(import.meta.url)
let library: HLJSApi | undefined

/** Languages are loaded when they are first asked for: all of them take as long as half a second of video to render. */
function highlighter(language: string): HLJSApi {
  library ??= (require('highlight.js/lib/core') as HLJSApi).newInstance()
  if (library.getLanguage(language) === undefined) {
    library.registerLanguage(language, require(`highlight.js/lib/languages/${language}`) as LanguageFn)
  }
  return library
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }

const unescape = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => ENTITIES[name]!)

function expandTabs(line: string): string {
  let text = ''
  for (const part of line.split(/(\t)/)) {
    text += part === '\t' ? ' '.repeat(TAB_COLUMNS - (text.length % TAB_COLUMNS)) : part
  }
  return text
}
