import type { PluginDescription, PluginPort, VideoSystem } from '@mavs/core'
import { Command } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { createPaint, type Paint } from '../output/paint.ts'
import { padTo, printable, widthOf } from '../output/text.ts'

/** `mavs plugins`: what is loaded, and what of it does the work. */
export class PluginsCommand extends SystemCommand {
  static override paths = [['plugins']]
  static override usage = Command.Usage({
    description: 'List the plugins: where each is from, what it provides, and what of it is in use.',
    details: `
      Of a port for one, the plugin that was loaded last is in use. Those of a chain are asked in their order until one of
      them can do the work.
    `,
    examples: [
      ['What is loaded here', '$0 plugins'],
      ['With a plugin beside the built-in agents', 'MAVS_PLUGINS=./my-plugin mavs plugins'],
    ],
  })

  protected override async perform(system: VideoSystem): Promise<void> {
    const plugins = await system.plugins()
    const paint = createPaint(this.context)
    const width = Math.max(0, ...plugins.flatMap(({ provides }) => provides.map(({ port }) => widthOf(port))))
    this.print(
      plugins,
      plugins.flatMap((plugin) => linesOf(plugin, width, paint)),
    )
  }
}

function linesOf({ name, version, contract, from, provides }: PluginDescription, width: number, paint: Paint) {
  return [
    `${paint('bold', `${printable(name)} ${printable(version)}`)}  contract ${contract}, ${printable(from)}`,
    ...provides.map((port) => `  ${padTo(port.port, width)}  ${useOf(port, paint)}`),
  ]
}

function useOf({ inUse, provider, position, of, reason }: PluginPort, paint: Paint): string {
  if (!inUse) return paint('dim', `not in use: ${printable(reason ?? '')}`)
  const place = position === undefined ? '' : `, asked ${position} of ${of}`
  return `${provider === undefined ? 'in use' : printable(provider)}${place}`
}
