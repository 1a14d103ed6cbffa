import { basename, join, resolve } from 'node:path'
import {
  DELIVERED,
  deliveredName,
  VideoError,
  type SessionDocument,
  type VideoRequestInput,
  type VideoSystem,
} from '@mavs/core'
import { Command, Option } from 'clipanion'
import { SystemCommand } from '../command.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../interrupt.ts'
import { follow } from '../output/follow.ts'
import { deliveredFiles } from '../output/result.ts'
import { checkRequest, numberOption } from '../request.ts'
import { startWorker } from '../worker.ts'

/** `mavs generate`: files a session, and with `--wait` works on it here and shows how it comes along. */
export class GenerateCommand extends SystemCommand {
  static override paths = [['generate']]
  static override usage = Command.Usage({
    description: 'Make a video from a prompt, a script or a source.',
    details: `
      Without \`--wait\` the work goes on in the background; \`mavs status --watch\` follows it. With \`--script\` or
      \`--source\` the prompt may be left out. Ctrl-C under \`--wait\` cancels the session.
    `,
    examples: [
      ['A minute on a built-in topic', '$0 generate --prompt "Create a video about machine learning" --wait'],
      ['From a script of your own', '$0 generate --script talk.md --style documentary --wait --output ./videos'],
      ['Highlights of a document', '$0 generate --source report.pdf --duration 90 --wait'],
    ],
  })

  prompt = Option.String('--prompt,-p', { description: 'What the video is about, 10 to 2000 characters' })
  duration = Option.String('--duration,-d', { description: 'Length in seconds, 10 to 600 (60)' })
  style = Option.String('--style,-s', {
    description: 'professional, casual, educational, entertainment or documentary (professional)',
  })
  voice = Option.String('--voice,-v', { description: 'neutral, male, female, or the name of a voice (neutral)' })
  quality = Option.String('--quality,-q', { description: 'low, medium, high or ultra (high)' })
  wait = Option.Boolean('--wait,-w', false, { description: 'Wait for the video and show progress' })
  output = Option.String('--output,-o', { description: 'Put the video and what goes with it into this directory' })
  script = Option.String('--script', { description: 'A script in Markdown; its words are used as they are' })
  sources = Option.Array('--source', { description: 'A file to draw from: Markdown, text, HTML, PDF (repeatable)' })
  language = Option.String('--language', { description: 'Language of the text, as en or pt-BR (detected)' })
  seed = Option.String('--seed', { description: 'Same request and seed, same video' })

  protected override get works(): boolean {
    return this.wait
  }

  protected override async perform(system: VideoSystem): Promise<number | void> {
    const request = checkRequest(await this.request(system))
    const deliverTo = this.output === undefined ? undefined : resolve(this.output)
    const session = await system.generate(request, deliverTo === undefined ? {} : { deliverTo })
    return this.wait ? await this.workOn(system, session) : this.leave(session)
  }

  private async request(system: VideoSystem): Promise<VideoRequestInput> {
    const script = this.script === undefined ? undefined : await system.readDocument(this.script, 'script')
    const sources = await Promise.all((this.sources ?? []).map((path) => system.readDocument(path, 'source')))
    const options = {
      prompt: this.prompt ?? titleFrom(script?.name ?? sources[0]?.name),
      duration_preference: numberOption(this.duration),
      style: this.style,
      voice_preference: this.voice,
      quality: this.quality,
      language: this.language,
      seed: numberOption(this.seed),
      script,
      sources: sources.length === 0 ? undefined : sources,
    }
    return Object.fromEntries(
      Object.entries(options).filter(([, value]) => value !== undefined),
    ) as unknown as VideoRequestInput
  }

  /** Leaves the session to a worker in the background. */
  private leave(session: SessionDocument): void {
    startWorker(this.context)
    const { session_id: id } = session
    this.print(session, [`Session ${id} is queued.`, `Follow it with: mavs status ${id} --watch`])
  }

  /** Works on the session here; Ctrl-C cancels it. */
  private async workOn(system: VideoSystem, { session_id: id }: SessionDocument): Promise<number> {
    if (!this.json) this.context.stderr.write(`Session ${id}\n`)
    const { interrupted, result } = await interruptible(
      () => system.cancel(id),
      (signal) => follow(system, id, this.context, { quiet: this.json, signal }),
    )
    if (!interrupted && result !== undefined) return this.finish(system, result)
    this.context.stderr.write(`Session ${id} was cancelled.\n`)
    return EXIT_CODES.interrupted
  }

  private async finish(system: VideoSystem, session: SessionDocument): Promise<number> {
    if (session.status === 'completed') {
      const files = await this.files(system, session.session_id)
      this.print({ ...session, files }, Object.values(files))
      return EXIT_CODES.success
    }
    if (this.json) this.print(session, [])
    this.context.stderr.write(`mavs: the session ended ${session.status}: ${session.error_message}\n`)
    return session.status === 'cancelled' ? EXIT_CODES.interrupted : EXIT_CODES.system
  }

  /** Where the delivered files are: in `--output`, else in the session's own directory. */
  private async files(system: VideoSystem, id: string): Promise<Record<string, string>> {
    const files = await deliveredFiles(system, id)
    if (this.output === undefined) return files
    const directory = resolve(this.output)
    return Object.fromEntries(DELIVERED.map((name) => [name, join(directory, deliveredName(id, name, files[name]))]))
  }
}

/** A prompt for a video that was asked for by a file only. */
function titleFrom(name: string | undefined): string {
  if (name === undefined) {
    throw new VideoError(
      'REQUEST_INVALID',
      '--prompt is missing: say what the video is about, or give --script FILE or --source FILE.',
    )
  }
  return `A video from ${basename(name)}`
}
