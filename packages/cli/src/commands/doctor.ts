import type { Diagnosis, VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import type { ConfiguredContext } from '../configured.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { createPaint, type Paint } from '../output/paint.ts'
import { padTo, printable, widthOf, wrap } from '../output/text.ts'

const MARKS: Readonly<Record<Diagnosis['status'], readonly [mark: string, colour: 'green' | 'yellow' | 'red']>> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
}

/** `mavs doctor`: what the work needs from this machine, each with its remedy. */
export class DoctorCommand extends SystemCommand {
  static override paths = [['doctor']]
  static override usage = Command.Usage({
    description: 'Check this machine: runtime, ffmpeg, fonts, disk, database, keys.',
    examples: [['Everything, with remedies', '$0 doctor']],
  })

  protected override async perform(system: VideoSystem, { config }: ConfiguredContext): Promise<number | void> {
    const found = [...configurationOf(config), ...(await system.diagnose())]
    this.print(
      found,
      diagnosisLines(found, this.context.columns ?? Number.POSITIVE_INFINITY, createPaint(this.context)),
    )
    return found.some(({ status }) => status === 'failed') ? EXIT_CODES.system : EXIT_CODES.success
  }
}

/** Which file the settings are from; that there is none is nothing to tell. */
const configurationOf = ({ configFile }: ConfiguredContext['config']): Diagnosis[] =>
  configFile === undefined ? [] : [{ name: 'configuration', status: 'ok', message: configFile }]

function diagnosisLines(found: readonly Diagnosis[], columns: number, paint: Paint): string[] {
  const width = Math.max(...found.map(({ name }) => widthOf(name)))
  const indent = ' '.repeat(width + 4)
  const wrapped = (text: string) => wrap(printable(text), columns - indent.length - 2)
  return found.flatMap(({ name, status, message, remedy }) => {
    const [first = '', ...rest] = wrapped(message)
    const [advice, ...more] = remedy === undefined ? [] : wrapped(remedy)
    return [
      `${paint(MARKS[status][1], MARKS[status][0])} ${padTo(name, width)}  ${first}`,
      ...rest.map((line) => indent + line),
      ...(advice === undefined ? [] : [`${indent}→ ${advice}`]),
      ...more.map((line) => `${indent}  ${line}`),
    ]
  })
}
