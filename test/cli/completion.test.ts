import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { commandDescriptions } from '@mavs/cli'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const has = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, program)))

/** The script for a shell, in a file. */
async function script(shell: string): Promise<string> {
  const directory = temporaryDirectory()
  const { code, stdout } = await createTerminal(directory)('completion', shell)
  expect(code).toBe(0)
  const path = join(directory, `mavs.${shell}`)
  writeFileSync(path, stdout)
  return path
}

/** What is typed, and what the shell must offer: exactly these, or at least these. */
const CASES: readonly (readonly [typed: readonly string[], offers: readonly string[]])[] = [
  [['gen'], ['generate']],
  [['generate', '--st'], ['--style']],
  [
    ['generate', '--style', ''],
    ['professional', 'casual', 'educational', 'entertainment', 'documentary'],
  ],
  [['generate', '-q', 'u'], ['ultra']],
  [
    ['keys', ''],
    ['create', 'list', 'revoke', 'secret'],
  ],
  [['keys', 'create', '--exp'], ['--expires']],
  [
    ['help', 'st'],
    ['status', 'stats'],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
]

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

describe('completion', () => {
  it.skipIf(!has('bash'))('completes commands, options and values in bash (skipped: needs bash)', async () => {
    const path = await script('bash')
    for (const [typed, offers] of CASES) {
      const line = `source ${path}; COMP_WORDS=(mavs "$@"); COMP_CWORD=$#; _mavs; printf '%s\\n' "\${COMPREPLY[@]}"`
      const { stdout } = await execa('bash', ['--norc', '-c', line, 'bash', ...typed])
      const offered = words(stdout)
      // Beside what may follow a group of commands, bash offers the options of the group's own command.
      expect(offered.filter((word) => !word.startsWith('-') || typed.at(-1)!.startsWith('-')).toSorted()).toEqual(
        offers.toSorted(),
      )
    }
  })

  it.skipIf(!has('fish'))('completes commands, options and values in fish (skipped: needs fish)', async () => {
    const path = await script('fish')
    for (const [typed, offers] of CASES) {
      const line = `source ${path}; complete -C '${['mavs', ...typed].join(' ')}'`
      const { stdout } = await execa('fish', ['--no-config', '-c', line])
      expect(
        stdout
          .split('\n')
          .map((text) => text.split('\t')[0]!)
          .filter(Boolean)
          .toSorted(),
      ).toEqual(offers.toSorted())
    }
  })

  it.skipIf(!has('zsh'))('is valid zsh (skipped: needs zsh)', async () => {
    await execa('zsh', ['-f', '-n', await script('zsh')])
  })

  it('knows every command and option in each shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { stdout } = await createTerminal(temporaryDirectory())('completion', shell)
      for (const { name, options } of commandDescriptions()) {
        expect(stdout).toContain(name.split(' ').at(-1))
        for (const { names } of options) expect(stdout).toContain(names[0]!.replace(/^--/, ''))
      }
    }
  })

  it('refuses a shell that it does not know', async () => {
    expect(await createTerminal(temporaryDirectory())('completion', 'tcsh')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('one of bash, zsh, fish (got "tcsh")'),
    })
  })
})
