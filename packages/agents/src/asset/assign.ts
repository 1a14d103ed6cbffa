import type { Asset, Scene, SceneMedia } from '@mavs/core'
import { fetchMedia, type Fetched, type Fetching } from './fetch-media.ts'
import type { Candidate } from './find-candidates.ts'
import { footageSeconds } from './scene-seconds.ts'

/** A scene that wishes for a picture or footage. */
export type Illustrated = Scene & { readonly media: SceneMedia }

/** What a scene could show, best first. */
export interface SceneCandidates {
  readonly footage: readonly Candidate[]
  /** Looked for when there is not enough footage. */
  images(): Promise<readonly Candidate[]>
}

interface Taken extends Fetched {
  /** By which it is known again. */
  readonly names: readonly string[]
}

/** More cuts within one scene are unrest. */
const MOST_CLIPS = 4
/** Shorter clips are no footage. */
const LEAST_CLIP_SECONDS = 2

/** Gives scenes, one after the other, what none before them has. */
export class Assignment {
  readonly #used = new Set<string>()
  readonly #fetching: Fetching

  constructor(fetching: Fetching) {
    this.#fetching = fetching
  }

  /** The scene's footage, else its picture; nothing where nothing whole is left. */
  async assetsFor(scene: Illustrated, { footage, images }: SceneCandidates): Promise<readonly Asset[]> {
    const clips = await this.#clipsFor(scene, footage)
    const found = clips.length > 0 ? clips : await this.#pictureFor(scene, await images())
    for (const { asset } of found) {
      const { provider, sceneId, reason } = asset
      this.#fetching.context.usage.chose({ port: 'media', provider, sceneId, ...(reason && { reason }) })
    }
    return found.map(({ asset }) => asset)
  }

  async #pictureFor(scene: Illustrated, candidates: readonly Candidate[]): Promise<readonly Taken[]> {
    for (const candidate of candidates) {
      const fetched = await this.#take(candidate, scene, scene.id)
      if (fetched) return [fetched]
    }
    return []
  }

  /** Clips that together last as long as the scene: each is shown to its end and none again. */
  async #clipsFor(scene: Illustrated, candidates: readonly Candidate[]): Promise<readonly Taken[]> {
    const wanted = footageSeconds(scene)
    const taken: Taken[] = []
    let seconds = 0
    for (const candidate of plan(candidates, wanted)) {
      const fetched = await this.#take(candidate, scene, `${scene.id}-${taken.length + 1}`)
      if (!fetched) continue
      taken.push(fetched)
      seconds += fetched.asset.durationSeconds ?? 0
      if (seconds >= wanted) return taken
      if (taken.length === MOST_CLIPS) break
    }
    for (const name of taken.flatMap(({ names }) => names)) this.#used.delete(name)
    return []
  }

  async #take(candidate: Candidate, { id }: Illustrated, name: string): Promise<Taken | undefined> {
    const { provider, item } = candidate
    const known = [`${provider} ${item.id}`, item.page ?? item.file]
    if (known.some((one) => this.#used.has(one))) return undefined
    const fetched = await fetchMedia(candidate, { id, name }, this.#fetching)
    if (fetched === undefined || this.#used.has(fetched.checksum)) return undefined
    const names = [...known, fetched.checksum]
    for (const one of names) this.#used.add(one)
    return { ...fetched, names }
  }
}

/** Clips that last long enough by themselves come first, if they fit about as well as the best; then all others. */
function plan(candidates: readonly Candidate[], wantedSeconds: number): readonly Candidate[] {
  const usable = candidates.filter(({ item }) => (item.durationSeconds ?? 0) >= LEAST_CLIP_SECONDS)
  const best = usable[0]?.score ?? 0
  const isWhole = ({ item, score }: Candidate) => item.durationSeconds! >= wantedSeconds && score >= 0.8 * best
  return [...usable.filter(isWhole), ...usable.filter((candidate) => !isWhole(candidate))]
}
