import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageGenerationProvider } from '../ports/image-generation.ts'
import type { Provider } from '../ports/provider.ts'
import type { VideoGenerationProvider } from '../ports/video-generation.ts'
import { assertSettles, checkOf, type ContractCheck } from './contract.ts'

/** Makes a fresh provider for each check; it is disposed after it. */
export interface GenerationContractOptions<Port extends Provider> {
  readonly create: () => Port | Promise<Port>
  /** What is asked for. */
  readonly prompt?: string
}

const PROMPT = 'A lighthouse on a rock at dusk'
const FRAME = { widthPx: 1280, heightPx: 720 }
const { signal } = new AbortController()

/** What every maker of pictures promises. */
export function imageGenerationContract({
  create,
  prompt = PROMPT,
}: GenerationContractOptions<ImageGenerationProvider>): ContractCheck[] {
  const check = (name: string, work: (maker: ImageGenerationProvider) => Promise<void>) => checkOf(create, name, work)
  const request = { ...FRAME, prompt, seed: 1 }
  return [
    check('has an id, a version and a model', async (maker) => assertNamed(maker)),
    check('puts a picture at a path', (maker) =>
      inFolder(async (path) => {
        await maker.generate(request, path, { signal })
        assert.match(typeOf(await readFile(path)), /^(png|jpeg|webp)$/, 'it is no PNG, JPEG or WebP')
      }),
    ),
    check('makes upright ones too', (maker) =>
      inFolder(async (path) => {
        await maker.generate({ ...request, widthPx: 720, heightPx: 1280 }, path, { signal })
        assert.ok((await readFile(path)).length > 0, 'the file is empty')
      }),
    ),
    check('stops when its signal aborts', (maker) =>
      inFolder(async (path) => {
        const controller = new AbortController()
        const call = maker.generate(request, path, { signal: controller.signal })
        controller.abort(new Error('called off'))
        await assertSettles(call, 'generate')
      }),
    ),
  ]
}

/** What every maker of clips promises. Its jobs must end within some questions. */
export function videoGenerationContract({
  create,
  prompt = PROMPT,
}: GenerationContractOptions<VideoGenerationProvider>): ContractCheck[] {
  const check = (name: string, work: (maker: VideoGenerationProvider) => Promise<void>) => checkOf(create, name, work)
  const begin = (maker: VideoGenerationProvider, options = { signal }) =>
    maker.start({ ...FRAME, prompt, seconds: maker.lengths[0]! }, options)
  return [
    check('has an id, a version, a model and lengths', async (maker) => {
      assertNamed(maker)
      assert.ok(maker.lengths.length > 0, 'it makes no length')
      assert.deepEqual(
        maker.lengths,
        maker.lengths.toSorted((one, other) => one - other),
        'the shortest length comes first',
      )
    }),
    check('begins a clip, tells how far it is, and hands it over', (maker) =>
      inFolder(async (path) => {
        const { jobId } = await begin(maker)
        assert.match(jobId, /\S/)
        await untilDone(maker, jobId)
        await maker.download(jobId, path, { signal })
        assert.equal((await readFile(path)).toString('latin1', 4, 8), 'ftyp', 'it is no MP4')
      }),
    ),
    check('begins a new clip each time', async (maker) => {
      assert.notEqual((await begin(maker)).jobId, (await begin(maker)).jobId)
    }),
    check('stops when its signal aborts', async (maker) => {
      const controller = new AbortController()
      const call = begin(maker, { signal: controller.signal })
      controller.abort(new Error('called off'))
      await assertSettles(call, 'start')
    }),
  ]
}

const MOST_QUESTIONS = 20

async function untilDone(maker: VideoGenerationProvider, jobId: string): Promise<void> {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const { state, progress = 0, reason } = await maker.status(jobId, { signal })
    assert.ok(progress >= 0 && progress <= 1, `its progress is ${progress}`)
    assert.notEqual(state, 'failed', `it failed: ${reason ?? 'without a reason'}`)
    if (state === 'done') return
  }
  assert.fail(`the clip is not done after ${MOST_QUESTIONS} questions`)
}

function assertNamed({ id, version, model }: Provider & { readonly model: string }): void {
  assert.match(id, /^\S+$/)
  assert.match(version, /\S/)
  assert.match(model, /\S/)
}

function typeOf(bytes: Buffer): string {
  if (bytes.toString('latin1', 1, 4) === 'PNG') return 'png'
  if (bytes.readUInt16BE(0) === 0xffd8) return 'jpeg'
  return bytes.toString('latin1', 8, 12) === 'WEBP' ? 'webp' : 'unknown'
}

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mavs-generation-'))
  try {
    await work(join(folder, 'file'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
