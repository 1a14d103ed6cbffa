import { createVideoSystem } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const CREATE = ['keys', 'create', '--name', 'Build server', '--user', 'anna'] as const
const DAY_MS = 86_400_000

describe('mavs keys', () => {
  it('prints a new key and nothing else, for scripts, and says the rest beside it', async () => {
    const mavs = createTerminal(temporaryDirectory())
    const { code, stdout, stderr } = await mavs(...CREATE)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^mavs_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n$/)
    expect(stderr).toMatch(/^Key [0-9a-f]{16} of anna for videos:read, videos:write\. It is not shown again\.\n$/)
    expect(stderr).not.toContain(stdout.trim().slice(-43))
  })

  it('makes keys that a server over the same directory finds, until they are revoked', async () => {
    const dataDirectory = temporaryDirectory()
    const mavs = createTerminal(dataDirectory)
    const options = ['--scope', 'videos:read', '--scope', 'system:read', '--requests-per-minute', '30', '--json']
    const { key, ...document } = JSON.parse((await mavs(...CREATE, ...options)).stdout)
    const system = await createVideoSystem({ dataDirectory, worker: false, offline: true })
    try {
      expect(await system.keys.find(key)).toMatchObject({
        key_id: document.key_id,
        user_id: 'anna',
        scopes: ['videos:read', 'system:read'],
        requests_per_minute: 30,
      })
      expect((await mavs('keys', 'revoke', document.key_id)).stdout).toContain(`Key ${document.key_id} is revoked`)
      expect(await system.keys.find(key)).toBeUndefined()
    } finally {
      await system.close()
    }
    expect(JSON.parse((await mavs('keys', 'revoke', document.key_id, '--json')).stdout).revoked_at).not.toBeNull()
  })

  it('lists keys with their state and without their secrets', async () => {
    const mavs = createTerminal(temporaryDirectory())
    expect((await mavs('keys', 'list')).stdout).toBe('No keys yet.\n')
    const first = (await mavs(...CREATE)).stdout.trim()
    const second = (
      await mavs('keys', 'create', '--name', 'A\tB\nC', '--user', 'ben', '--expires', '30d')
    ).stdout.trim()
    await mavs('keys', 'revoke', first.split('_')[1]!)
    const { stdout } = await mavs('keys', 'list')
    const [head, one, two, ...rest] = stdout.trimEnd().split('\n')
    expect(rest).toEqual([])
    expect(head).toMatch(/^KEY +STATE +USER +SCOPES +LIMIT +LAST USED \(UTC\) +NAME$/)
    expect(one).toMatch(/ revoked +anna .* never +Build server$/)
    expect(two).toMatch(/ until \d{4}-\d\d-\d\d +ben .*A B C$/)
    for (const key of [first, second]) expect(stdout).not.toContain(key.slice(-43))
    const documents = JSON.parse((await mavs('keys', 'list', '--json')).stdout)
    expect(documents.map((document: { user_id: string }) => document.user_id)).toEqual(['anna', 'ben'])
  })

  it('takes an end as a span or as a date', async () => {
    const mavs = createTerminal(temporaryDirectory())
    const ends = async (text: string) =>
      Date.parse(JSON.parse((await mavs(...CREATE, '--expires', text, '--json')).stdout).expires_at)
    expect((await ends('12h')) - Date.now()).toBeCloseTo(DAY_MS / 2, -5)
    expect((await ends('30d')) - Date.now()).toBeCloseTo(30 * DAY_MS, -5)
    expect((await ends('4w')) - Date.now()).toBeCloseTo(28 * DAY_MS, -5)
    expect(await ends('2990-01-31')).toBe(Date.UTC(2990, 0, 31))
    expect(await ends('2990-01-31T12:00:00+02:00')).toBe(Date.UTC(2990, 0, 31, 10))
  })

  it('shows what a key’s holder signs with, as often as it is asked', async () => {
    const mavs = createTerminal(temporaryDirectory())
    const { key_id: id, key } = JSON.parse((await mavs(...CREATE, '--json')).stdout)
    const { stdout } = await mavs('keys', 'secret', id)
    expect(stdout).toMatch(/^[A-Za-z0-9_-]{43}\n$/)
    expect(key).not.toContain(stdout.trim())
    expect(JSON.parse((await mavs('keys', 'secret', id, '--json')).stdout)).toEqual({
      key_id: id,
      signing_secret: stdout.trim(),
    })
  })

  const wrong: [title: string, argv: readonly string[], names: readonly string[]][] = [
    ['a missing name', ['keys', 'create', '--user', 'anna'], ['--name']],
    ['a missing user', ['keys', 'create', '--name', 'x'], ['--user']],
    ['an empty user', ['keys', 'create', '--name', 'x', '--user', ''], ['--user', '1 to 200']],
    ['a long name', ['keys', 'create', '--name', 'x'.repeat(101), '--user', 'anna'], ['--name', '1 to 100']],
    ['an unknown scope', [...CREATE, '--scope', 'videos'], ['--scope', 'videos:read', 'got "videos"']],
    ['a limit in words', [...CREATE, '--requests-per-minute', 'many'], ['--requests-per-minute', 'got "many"']],
    ['a limit of nothing', [...CREATE, '--requests-per-minute', '0'], ['--requests-per-minute', 'from 1']],
    ['an end in the past', [...CREATE, '--expires', '2020-01-01'], ['--expires', 'to come', '2020-01-01']],
    ['an end in words', [...CREATE, '--expires', 'soon'], ['--expires', '30d', 'soon']],
    ['a day that no calendar has', [...CREATE, '--expires', '2990-13-41'], ['--expires', '2990-13-41']],
    ['an unknown key', ['keys', 'revoke', '0123456789abcdef'], ['0123456789abcdef', 'mavs keys list']],
    ['the secret of an unknown key', ['keys', 'secret', 'nothing'], ['16 hexadecimal digits']],
  ]

  it.each(wrong)('tells %s in one sentence, with exit code 2', async (_title, argv, names) => {
    const mavs = createTerminal(temporaryDirectory())
    const { code, stdout, stderr } = await mavs(...argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    for (const name of names) expect(stderr).toContain(name)
    expect((await mavs('keys', 'list', '--json')).stdout).toBe('[]\n')
  })
})
