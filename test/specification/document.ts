import { existsSync, readFileSync } from 'node:fs'

/** A fenced block of the specification. */
export interface Block {
  /** The heading that it stands under. */
  readonly heading: string
  readonly language: string
  readonly code: string
}

/** The specification that `MAVS_SPECIFICATION` names; undefined when it is not there. */
export function readBlocks(): readonly Block[] | undefined {
  const path = process.env['MAVS_SPECIFICATION']
  if (path === undefined || !existsSync(path)) return undefined
  const blocks: Block[] = []
  let [heading, language, code] = ['', undefined as string | undefined, [] as string[]]
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const fence = /^```(\w*)\s*$/.exec(line)
    if (fence && language === undefined) [language, code] = [fence[1]!, []]
    else if (fence) {
      blocks.push({ heading, language: language!, code: code.join('\n') })
      language = undefined
    } else if (language !== undefined) code.push(line)
    else heading = /^#+\s+(.*)/.exec(line)?.[1] ?? heading
  }
  return blocks
}

/** The commands of a shell block, comments left out; one that goes on over several lines is one. */
export function commandsOf(code: string): string[] {
  const commands: string[] = []
  let command = ''
  for (const line of code.split('\n')) {
    if (command === '' && (line.startsWith('#') || line.trim() === '')) continue
    command += command === '' ? line : `\n${line}`
    const isOpen = line.endsWith('\\') || (command.split("'").length - 1) % 2 === 1
    if (isOpen) continue
    commands.push(command)
    command = ''
  }
  return commands
}

/** The same words against another address, and for a video of ten seconds: nothing else may differ. */
export const adapted = (code: string, address: string): string =>
  code
    .replaceAll('http://localhost:8000', address)
    .replaceAll(/(duration_preference["']?:\s*)\d+/g, '$110')
    .replaceAll(/(--duration )\d+/g, '$110')
