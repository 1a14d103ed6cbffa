import { Builtins, Cli, type CommandClass } from 'clipanion'
import { describeCommands, type CommandDescription } from './catalogue.ts'
import { BatchCancelCommand, BatchCommand, BatchStatusCommand } from './commands/batch.ts'
import { CancelCommand } from './commands/cancel.ts'
import { CleanupCommand } from './commands/cleanup.ts'
import { createCompletionCommand } from './commands/completion.ts'
import { DoctorCommand } from './commands/doctor.ts'
import { DownloadCommand } from './commands/download.ts'
import { EstimateCommand } from './commands/estimate.ts'
import { EventsCommand } from './commands/events.ts'
import { GenerateCommand } from './commands/generate.ts'
import { createHelpCommand } from './commands/help.ts'
import { KeysCreateCommand } from './commands/keys-create.ts'
import { KeysListCommand } from './commands/keys-list.ts'
import { KeysRevokeCommand } from './commands/keys-revoke.ts'
import { KeysSecretCommand } from './commands/keys-secret.ts'
import { PluginNewCommand } from './commands/plugin-new.ts'
import { PluginsCommand } from './commands/plugins.ts'
import { ServeCommand } from './commands/serve.ts'
import { StatsCommand } from './commands/stats.ts'
import { StatusCommand } from './commands/status.ts'
import { VoicesCommand } from './commands/voices.ts'
import { WebhooksCommand, WebhooksSecretCommand } from './commands/webhooks.ts'
import { WorkCommand } from './commands/work.ts'
import type { CliContext } from './context.ts'
import { VERSION } from './version.ts'

/** In the order in which the help and the documents show them. */
const COMMANDS: readonly CommandClass<CliContext>[] = [
  GenerateCommand,
  EstimateCommand,
  StatusCommand,
  EventsCommand,
  DownloadCommand,
  CancelCommand,
  BatchCommand,
  BatchStatusCommand,
  BatchCancelCommand,
  CleanupCommand,
  StatsCommand,
  VoicesCommand,
  PluginsCommand,
  PluginNewCommand,
  DoctorCommand,
  ServeCommand,
  WorkCommand,
  KeysCreateCommand,
  KeysListCommand,
  KeysRevokeCommand,
  KeysSecretCommand,
  WebhooksCommand,
  WebhooksSecretCommand,
]

/** The command line with all its commands; `cli.process(argv, context)` gives the one that was asked for. */
export function createCli(context: Pick<CliContext, 'colorDepth'>): Cli<CliContext> {
  return assemble(context.colorDepth > 1).cli
}

/** Every command as people read it. */
export const commandDescriptions = (): readonly CommandDescription[] => assemble(false).describe()

function assemble(enableColors: boolean) {
  const cli = new Cli<CliContext>({ binaryName: 'mavs', binaryVersion: VERSION, enableColors })
  const describe = (): readonly CommandDescription[] => describeCommands(cli, classes)
  const classes: readonly CommandClass<CliContext>[] = [
    ...COMMANDS,
    createCompletionCommand(describe),
    createHelpCommand(describe),
  ]
  cli.register(Builtins.VersionCommand)
  for (const command of classes) cli.register(command)
  return { cli, describe }
}
