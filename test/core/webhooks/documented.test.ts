import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebhookMessage } from '@mavs/core'
import { PROGRESS_RETRY_AFTER_MS, RETRY_AFTER_MS } from '../../../packages/core/src/webhooks/schedule.ts'
import { signatureHeaders } from '../../../packages/core/src/webhooks/sign.ts'
import { ROOT } from '../../architecture/sources.ts'
import { temporaryDirectory } from '../support.ts'
import { SECRET } from './support.ts'

const page = readFileSync(join(ROOT, 'docs/webhooks.md'), 'utf8')

/** The first block of code in a language. */
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)![1]!

const body = block('http').split('\n\n')[1]!.trim()
const headers = signatureHeaders({ id: 'msg_1', sentAt: Date.now(), body }, SECRET)
const forged = `${body} `

/** Runs a program; answers whether it ended well. */
function runs(program: string, lines: readonly string[], environment: Record<string, string> = {}): boolean {
  try {
    execFileSync(program, lines, { cwd: ROOT, stdio: 'pipe', env: { ...process.env, ...environment } })
    return true
  } catch {
    return false
  }
}

const has = (program: string) => runs(program, [program === 'openssl' ? 'version' : '--version'])

describe('the page about webhooks', () => {
  it('shows a message as it is sent', () => {
    expect(WebhookMessage.parse(JSON.parse(body)).type).toBe('video.completed')
    for (const name of Object.keys(headers)) expect(block('http')).toContain(`${name}: `)
  })

  it('names the waits of the schedule', () => {
    const words = RETRY_AFTER_MS.map((ms) =>
      ms < 60_000 ? `${ms / 1000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000}`,
    )
    expect(page).toContain(`${words.slice(0, -1).join(', ')} and ${words.at(-1)} hours`)
    expect(PROGRESS_RETRY_AFTER_MS).toHaveLength(2)
  })

  it('checks signatures in JavaScript', () => {
    const check = (text: string) =>
      runs(process.execPath, [
        '--input-type=module',
        '--eval',
        `${block('js')}\nverify(${[SECRET, headers, text].map((value) => JSON.stringify(value)).join(', ')})`,
      ])
    expect([check(body), check(forged)]).toEqual([true, false])
  })

  it.skipIf(!has('python3'))('checks signatures in Python (skipped: needs python3)', () => {
    const check = (text: string) =>
      runs('python3', [
        '-c',
        `${block('python')}\nimport json, sys\nverify(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].encode())`,
        SECRET,
        JSON.stringify(headers),
        text,
      ])
    expect([check(body), check(forged)]).toEqual([true, false])
  })

  it.skipIf(!has('openssl'))('checks signatures in a shell (skipped: needs openssl)', () => {
    const file = join(temporaryDirectory(), 'body')
    const names = Object.entries(headers).map(([name, value]) => [name.replace('-', '_'), value])
    const check = (text: string) => {
      writeFileSync(file, text)
      return runs('sh', ['-c', block('sh')], { ...Object.fromEntries(names), secret: SECRET, body: file })
    }
    expect([check(body), check(forged)]).toEqual([true, false])
  })
})
