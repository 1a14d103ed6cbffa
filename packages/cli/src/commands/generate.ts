import { resolve } from 'node:path'
import { AspectRatio, Quality, StyleName, WebhookEventName, type SessionDocument } from '@mavs/core'
import { Command, Option } from 'clipanion'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { listOption, valueOption } from '../options.ts'
import { follow } from '../output/follow.ts'
import { printable } from '../output/text.ts'
import { checkRequest, defaultOf, requestFrom } from '../request.ts'
import { ServiceCommand } from '../service-command.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs generate`: files a session, and with `--wait` works on it here and shows how it comes along. */
export class GenerateCommand extends ServiceCommand {
  static override paths = [['generate']]
  static override usage = Command.Usage({
    description: 'Make a video from a prompt, a script or a source.',
    details: `
      Without \`--wait\` the work goes on in the background; \`mavs status --watch\` follows it. With \`--script\` or
      \`--source\` the prompt may be left out. Ctrl-C under \`--wait\` cancels the session.

      With a server, \`--output\` needs \`--wait\`: the files are fetched from it at the end.
    `,
    examples: [
      ['A minute on a built-in topic', '$0 generate --prompt "Create a video about machine learning" --wait'],
      ['From a script of your own', '$0 generate --script talk.md --style documentary --wait --output ./videos'],
      ['Highlights of a document', '$0 generate --source report.pdf --duration 90 --wait'],
      [
        'Upright, on a server',
        '$0 generate -p "How bees find home" --aspect-ratio 9:16 --server http://127.0.0.1:8000',
      ],
    ],
  })

  prompt = valueOption('--prompt,-p', { about: 'What the video is about, 10 to 2000 characters', value: 'TEXT' })
  duration = valueOption('--duration,-d', {
    about: 'Length in seconds, 10 to 600',
    value: 'SECONDS',
    fallback: defaultOf('duration_preference'),
  })
  style = valueOption('--style,-s', {
    about: 'Look, motion and music',
    value: 'STYLE',
    choices: StyleName.options,
    fallback: defaultOf('style'),
  })
  voice = valueOption('--voice,-v', {
    about: 'neutral, male, female, or the name of a voice',
    value: 'VOICE',
    fallback: defaultOf('voice_preference'),
  })
  quality = valueOption('--quality,-q', {
    about: 'Size and bit rate',
    value: 'QUALITY',
    choices: Quality.options,
    fallback: defaultOf('quality'),
  })
  wait = Option.Boolean('--wait,-w', false, { description: 'Wait for the video and show progress' })
  output = valueOption('--output,-o', {
    about: 'Put the video and what goes with it into this directory',
    value: 'PATH',
    completes: 'directory',
  })
  script = valueOption('--script', {
    about: 'A script in Markdown; its words are used as they are',
    value: 'FILE',
    completes: 'file',
  })
  sources = listOption('--source', {
    about: 'A file or web address to draw from: Markdown, text, HTML, PDF',
    value: 'FILE',
    completes: 'file',
  })
  aspectRatio = valueOption('--aspect-ratio', {
    about: 'Shape of the frame',
    value: 'RATIO',
    choices: AspectRatio.options,
    fallback: defaultOf('aspect_ratio'),
  })
  language = valueOption('--language', { about: 'Language of the text, as en or pt-BR (detected)', value: 'TAG' })
  noCaptions = Option.Boolean('--no-captions', false, { description: 'Leave the captions out of the picture' })
  noMusic = Option.Boolean('--no-music', false, { description: 'Leave the music out' })
  seed = valueOption('--seed', { about: 'Same request and seed, same video', value: 'NUMBER' })
  webhookUrl = valueOption('--webhook-url', { about: 'An address that is told what happens', value: 'URL' })
  events = listOption('--event', {
    about: 'What it is told',
    value: 'EVENT',
    choices: WebhookEventName.options,
  })
  providers = listOption('--provider', { about: 'A provider to ask first, as speech=flite', value: 'CHOICE' })
  agents = listOption('--agent', {
    about: 'The plugin whose agent does a stage, as scripting=@mavs/agents',
    value: 'CHOICE',
  })
  idempotencyKey = valueOption('--idempotency-key', {
    about: 'The same request under the same key is filed once a day',
    value: 'KEY',
  })

  protected override get works(): boolean {
    return this.wait
  }

  protected override async perform(service: SessionService): Promise<number | void> {
    const request = checkRequest(await requestFrom(this, service))
    const session = await service.generate(request, {
      deliverTo: this.output === undefined ? undefined : resolve(this.output),
      waits: this.wait,
      idempotencyKey: this.idempotencyKey,
    })
    return this.wait ? this.stay(service, session) : this.leave(service, session)
  }

  /** Leaves the session to whoever works in the background. */
  private leave(service: SessionService, session: SessionDocument): void {
    service.ensureWork()
    const { session_id: id, status } = session
    // Under a key that was used before, it may be further already.
    this.print(session, [`Session ${id} is ${status}.`, `Follow it with: mavs status ${id} --watch`])
  }

  /** Stays with the session to its end; Ctrl-C cancels it. */
  private async stay(service: SessionService, { session_id: id }: SessionDocument): Promise<number> {
    if (!this.json) this.context.stderr.write(`Session ${id}\n`)
    const { interrupted, result } = await interruptible(
      () => service.cancel(id),
      (signal) => follow(service, id, this.context, { quiet: this.json, signal }),
    )
    if (!interrupted && result !== undefined) return this.finish(service, result)
    this.context.stderr.write(`Session ${id} was cancelled.\n`)
    return EXIT_CODES.interrupted
  }

  private async finish(service: SessionService, session: SessionDocument): Promise<number> {
    const { session_id: id, status, error_message: message } = session
    if (status === 'completed') {
      const files = await service.delivered(id, this.output === undefined ? undefined : resolve(this.output))
      this.print({ ...session, files }, Object.values(files))
      return EXIT_CODES.success
    }
    if (this.json) this.print(session, [])
    this.context.stderr.write(`mavs: the session ended ${status}${message === null ? '' : `: ${printable(message)}`}\n`)
    return status === 'cancelled' ? EXIT_CODES.interrupted : EXIT_CODES.system
  }
}
