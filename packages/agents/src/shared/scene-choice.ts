import { RATE, TOLERANCE } from './pacing-rules.ts'
import {
  addBudgets,
  budgetOf,
  EMPTY_BUDGET,
  missOf,
  totalBounds,
  type ScenePlace,
  type TimeBudget,
} from './time-budget.ts'

/** A scene that may be said at length, in short, or not at all. */
export interface ChoosableScene {
  readonly id: string
  readonly speechSeconds: number
  /** Of its short form, when it has one. */
  readonly shortSeconds?: number | undefined
  readonly holdSeconds?: number | undefined
  /** 1: kept in the shortest video; 2: in a minute; 3: only when there is time. */
  readonly tier: 1 | 2 | 3
  /** Ids of earlier scenes without which this one makes no sense. */
  readonly requires: readonly string[]
  readonly mustKeep: boolean
}

/** How a scene is taken into the video. */
export type Form = 'long' | 'short' | 'dropped'

/** What it costs to leave a scene out or to shorten it; the sums are compared. */
const DROP_COST = { 1: 40, 2: 12, 3: 2 } as const
const SHORT_COST = { 1: 5, 2: 3, 3: 1.5 } as const

/** What it costs to change the length of the whole by a tenth through the speaking rate; half of it, a quarter. */
const RATE_COST = 40

/** Sums of time that are equal to so many seconds, or to this share of the target, are taken for the same. */
const BUCKET_SECONDS = 0.05
const BUCKET_SHARE = 1 / 1200

/** Up to here, equal times with unequal shares of speech are told apart too. */
const MANY_SCENES = 12

/** Never more ways than this are followed at once: the cheapest ones go on. */
const MAXIMUM_WAYS = 40_000

/** One way to choose among the scenes so far. */
interface Way {
  readonly budget: TimeBudget
  readonly cost: number
  /** Indexes of kept scenes that a later one may still require. */
  readonly open: readonly number[]
  readonly form: Form
  readonly before: Way | undefined
}

/**
 * Chooses scenes and their forms so that the video can be as long as asked, at the least loss of content: exact
 * dynamic programming over the time used and the scenes that later ones depend on. The first and the last scene are
 * always kept. When nothing meets the target, the choice that comes nearest.
 */
export function chooseScenes(given: readonly ChoosableScene[], targetSeconds: number): Form[] {
  const scenes = keepRequired(given)
  const lastUse = lastUses(scenes)
  const bucketSeconds = Math.max(BUCKET_SECONDS, targetSeconds * BUCKET_SHARE)
  const isExact = scenes.length <= MANY_SCENES
  let ways: readonly Way[] = [{ budget: EMPTY_BUDGET, cost: 0, open: [], form: 'dropped', before: undefined }]
  for (const [index, scene] of scenes.entries()) {
    const options = optionsOf(scene, { isFirst: index === 0, isLast: index === scenes.length - 1, targetSeconds })
    const needed = requiredIndexes(scene.requires, scenes, index)
    const isOpen = (at: number) => (lastUse.get(at) ?? -1) > index
    const extended = new Map<string, Way>()
    for (const way of ways) {
      const isPossible = needed.every((at) => way.open.includes(at))
      for (const option of options) {
        if (option.form !== 'dropped' && !isPossible) continue
        const next = extend(way, option, index, isOpen)
        keepCheapest(extended, keyOf(next, bucketSeconds, isExact), next)
      }
    }
    ways = prune([...extended.values()], targetSeconds)
  }
  return traceForms(best(ways, targetSeconds))
}

/** Marks the first and the last scene, and all that a scene which must be kept requires, as scenes that must be kept. */
function keepRequired(scenes: readonly ChoosableScene[]): ChoosableScene[] {
  const kept = new Set<string>()
  const marked = scenes.toReversed().map((scene, fromEnd) => {
    const isEdge = fromEnd === 0 || fromEnd === scenes.length - 1
    const mustKeep = scene.mustKeep || isEdge || kept.has(scene.id)
    if (mustKeep) for (const id of scene.requires) kept.add(id)
    return { ...scene, mustKeep }
  })
  return marked.toReversed()
}

/** For each scene, the index of the last one that requires it; scenes that are kept anyway need no memory. */
function lastUses(scenes: readonly ChoosableScene[]): Map<number, number> {
  const uses = new Map<number, number>()
  for (const [index, { requires }] of scenes.entries()) {
    for (const required of requiredIndexes(requires, scenes, index)) uses.set(required, index)
  }
  return uses
}

/** Earlier scenes that are required and not kept anyway; unknown and later ids bind nobody. */
function requiredIndexes(requires: readonly string[], scenes: readonly ChoosableScene[], before: number): number[] {
  return requires
    .map((id) => scenes.findIndex((scene) => scene.id === id))
    .filter((index) => index >= 0 && index < before && !scenes[index]!.mustKeep)
}

/** One form of a scene with what it takes and costs. */
interface Option {
  readonly form: Form
  readonly budget: TimeBudget
  readonly cost: number
}

function optionsOf(scene: ChoosableScene, place: ScenePlace): Option[] {
  const { tier, speechSeconds, shortSeconds, holdSeconds } = scene
  const options: Option[] = [{ form: 'long', budget: budgetOf({ speechSeconds, holdSeconds }, place), cost: 0 }]
  if (shortSeconds !== undefined) {
    options.push({ form: 'short', budget: budgetOf({ speechSeconds: shortSeconds }, place), cost: SHORT_COST[tier] })
  }
  if (!scene.mustKeep) options.push({ form: 'dropped', budget: EMPTY_BUDGET, cost: DROP_COST[tier] })
  return options
}

function extend(way: Way, option: Option, index: number, isOpen: (index: number) => boolean): Way {
  const isKept = option.form !== 'dropped'
  const open = way.open.length === 0 ? way.open : way.open.filter(isOpen)
  return {
    budget: isKept ? addBudgets(way.budget, option.budget) : way.budget,
    cost: way.cost + option.cost,
    open: isKept && isOpen(index) ? [...open, index] : open,
    form: option.form,
    before: way,
  }
}

/** What makes two ways the same, but for their cost. */
function keyOf({ budget, open }: Way, bucketSeconds: number, isExact: boolean): string {
  const bucket = Math.round(totalBounds(budget).min / bucketSeconds)
  return `${bucket} ${isExact ? budget.airs : ''} ${open.join(' ')}`
}

function keepCheapest(ways: Map<string, Way>, key: string, way: Way): void {
  const known = ways.get(key)
  if (known === undefined || way.cost < known.cost) ways.set(key, way)
}

/** Drops ways that are too long already, unless all are: then the shortest goes on. */
function prune(ways: readonly Way[], targetSeconds: number): readonly Way[] {
  const limit = targetSeconds * (1 + TOLERANCE) + 1e-6
  const possible = ways.filter(({ budget }) => totalBounds(budget, RATE.max).min <= limit)
  const shortest = ways.reduce((least, way) => (minimum(way) < minimum(least) ? way : least))
  const kept = possible.includes(shortest) ? possible : [...possible, shortest]
  if (kept.length <= MAXIMUM_WAYS) return kept
  return kept.toSorted((one, other) => one.cost - other.cost).slice(0, MAXIMUM_WAYS)
}

const minimum = ({ budget }: Way): number => totalBounds(budget).min

/**
 * The way that can meet the target exactly at the least cost, else one that can come within its tolerance, else the
 * one that comes nearest.
 */
function best(ways: readonly Way[], targetSeconds: number): Way {
  const rated = ways.map((way) => {
    const miss = missOf(way.budget, targetSeconds)
    const rank = miss < 1e-9 ? 0 : miss <= TOLERANCE + 1e-9 ? 1 : 1 + miss
    return { way, rank, cost: way.cost + timeCost(way.budget, targetSeconds) }
  })
  return rated.reduce((least, next) =>
    next.rank < least.rank || (next.rank === least.rank && next.cost < least.cost) ? next : least,
  ).way
}

/** What the levers beyond pauses and the last card cost; among equals, the middle of their play wins. */
function timeCost(budget: TimeBudget, targetSeconds: number): number {
  const { min, max } = totalBounds(budget)
  const offCentre = max > min ? Math.min(1, Math.abs(targetSeconds - (min + max) / 2) / (max - min)) : 0
  if (targetSeconds >= min && targetSeconds <= max) return offCentre
  const beyond = targetSeconds < min ? (min - targetSeconds) / targetSeconds : (targetSeconds - max) / targetSeconds
  return 1 + (beyond / 0.1) ** 2 * RATE_COST
}

function traceForms(last: Way): Form[] {
  const forms: Form[] = []
  for (let way: Way | undefined = last; way?.before; way = way.before) forms.push(way.form)
  return forms.toReversed()
}
