import { Builtins, Cli } from 'clipanion'
import { CancelCommand } from './commands/cancel.ts'
import { CleanupCommand } from './commands/cleanup.ts'
import { DoctorCommand } from './commands/doctor.ts'
import { GenerateCommand } from './commands/generate.ts'
import { KeysCreateCommand } from './commands/keys-create.ts'
import { KeysListCommand } from './commands/keys-list.ts'
import { KeysRevokeCommand } from './commands/keys-revoke.ts'
import { KeysSecretCommand } from './commands/keys-secret.ts'
import { StatsCommand } from './commands/stats.ts'
import { StatusCommand } from './commands/status.ts'
import { VoicesCommand } from './commands/voices.ts'
import { WorkCommand } from './commands/work.ts'
import type { CliContext } from './context.ts'
import { VERSION } from './version.ts'

/** The command line with all its commands; `cli.process(argv, context)` gives the one that was asked for. */
export function createCli(context: CliContext): Cli<CliContext> {
  const cli = new Cli<CliContext>({
    binaryLabel: 'Multi-Agent Video System',
    binaryName: 'mavs',
    binaryVersion: VERSION,
    enableColors: context.colorDepth > 1,
  })
  for (const command of [
    Builtins.HelpCommand,
    Builtins.VersionCommand,
    GenerateCommand,
    StatusCommand,
    CancelCommand,
    CleanupCommand,
    StatsCommand,
    VoicesCommand,
    DoctorCommand,
    KeysCreateCommand,
    KeysListCommand,
    KeysRevokeCommand,
    KeysSecretCommand,
    WorkCommand,
  ]) {
    cli.register(command)
  }
  return cli
}
