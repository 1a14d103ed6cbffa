import { commandDescriptions } from '@mavs/cli'
import { describe, expect, it } from 'vitest'
import { widthOf } from '../../packages/cli/src/output/text.ts'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const mavs = (columns?: number, colorDepth = 1) =>
  createTerminal(temporaryDirectory(), {}, columns === undefined ? { colorDepth } : { columns, colorDepth })

const commands = commandDescriptions()

describe('help', () => {
  it('lists every command, without a word, with `help` and with --help', async () => {
    const { code, stdout, stderr } = await mavs()('help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name, description } of commands) {
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${name} ${description}`)
    }
    expect(await mavs()()).toEqual({ code, stdout, stderr })
    expect(await mavs()('--help')).toEqual({ code, stdout, stderr })
  })

  it.each(commands.map(({ name }) => [name]))('explains `%s` with an example that starts with it', async (name) => {
    const words = name.split(' ')
    const { code, stdout } = await mavs(80)('help', ...words)
    expect(code).toBe(0)
    expect(await mavs(80)(...words, '--help')).toEqual({ code, stdout, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^ {2}mavs ${name}\\b`, 'm'))
    const described = commands.find((command) => command.name === name)!
    for (const { names, value } of described.options) {
      expect(stdout).toContain(`  ${names.join(', ')}${value === undefined ? '' : ` ${value}`}`)
    }
  })

  it.each([50, 80, 200])('fits a terminal of %i columns but for the examples', async (columns) => {
    for (const { name } of commands) {
      const { stdout } = await mavs(columns)('help', ...name.split(' '))
      const [text] = stdout.split(/^Examples?:$/m)
      for (const line of text!.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(columns)
    }
  })

  it('has headings in bold where there are colours', async () => {
    expect((await mavs(80, 8)('help')).stdout).toContain('\u001b[1m')
    expect((await mavs(80)('help')).stdout).not.toContain('\u001b')
  })

  it('explains all that begin with a word, and says when there is none', async () => {
    const { stdout } = await mavs()('help', 'keys')
    expect(stdout.match(/^Usage: mavs keys \w+/gm)).toHaveLength(4)
    const one = await mavs()('status', '550e8400-e29b-41d4-a716-446655440000', '--watch', '--help')
    expect(one).toEqual(await mavs()('help', 'status'))
    expect(await mavs()('help', 'nothing')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'mavs: There is no command "nothing". See `mavs help`.\n',
    })
  })

  it('names what a value is called for every option that takes one', () => {
    const unnamed = commands.flatMap(({ name, options }) =>
      options.filter(({ value }) => value !== undefined && !/^[A-Z]+$/.test(value)).map(({ names }) => [name, names]),
    )
    expect(unnamed).toEqual([])
  })
})
