import { basename, resolve } from 'node:path'
import { Command, Option, UsageError } from 'clipanion'
import validateName from 'validate-npm-package-name'
import { JsonCommand } from '../command.ts'
import { valueOption } from '../options.ts'
import { printable } from '../output/text.ts'
import { TEMPLATES, templateNames, type Template } from '../scaffold/templates.ts'
import { writePlugin } from '../scaffold/write-plugin.ts'

/** `mavs plugin new`: a package to start from, which builds, passes its tests and makes videos. */
export class PluginNewCommand extends JsonCommand {
  static override paths = [['plugin', 'new']]
  static override usage = Command.Usage({
    description: 'Write a new plugin: a package that replaces an agent or adds a provider.',
    details: `
      What is written builds with \`tsc\`, is held against the contract of its port by \`npm test\`, and makes videos. It is
      a start: change what it does. docs/plugins.md explains plugins.
    `,
    examples: [
      ['Another way to write scripts', '$0 plugin new mavs-plugin-countdown --agent scripting'],
      ['A voice, in a folder of your choice', '$0 plugin new @acme/mavs-voice --provider speech --directory ./voice'],
    ],
  })

  agent = valueOption('--agent', {
    about: 'The stage whose agent it replaces',
    value: 'STAGE',
    choices: templateNames('agent'),
  })
  provider = valueOption('--provider', {
    about: 'The port that it adds a provider to',
    value: 'PORT',
    choices: templateNames('provider'),
  })
  directory = valueOption('--directory', {
    about: 'Where it goes; must be empty or not there yet',
    value: 'DIRECTORY',
    completes: 'directory',
    fallback: 'the name, without its scope',
  })
  name = Option.String({ name: 'name' })

  protected override async work(): Promise<void> {
    const template = templateFor(this.agent, this.provider)
    checkName(this.name)
    const directory = resolve(this.directory ?? basename(this.name))
    const files = await writePlugin({ name: this.name, directory, template })
    this.print({ name: this.name, directory, [template.kind]: template.name, files }, [
      `${this.name} is in ${printable(directory)}. To build and test it:`,
      `  cd ${printable(directory)} && npm install && npm test`,
    ])
  }
}

function templateFor(agent: string | undefined, provider: string | undefined): Template {
  if ((agent === undefined) === (provider === undefined)) {
    throw new UsageError('Say what the plugin is for: --agent STAGE or --provider PORT, one of them.')
  }
  const kind = agent === undefined ? 'provider' : 'agent'
  const name = agent ?? provider
  const found = TEMPLATES.find((template) => template.kind === kind && template.name === name)
  if (found !== undefined) return found
  throw new UsageError(`--${kind} must be one of ${templateNames(kind).join(', ')} (got "${name}").`)
}

/** Throws when npm would not take the name. */
function checkName(name: string): void {
  const { validForNewPackages, errors = [], warnings = [] } = validateName(name)
  if (validForNewPackages) return
  throw new UsageError(`"${name}" cannot be the name of a package: ${[...errors, ...warnings].join('; ')}.`)
}
