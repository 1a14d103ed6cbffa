import type { QualityCheck } from '@mavs/core'
import { CAPTION_CLAUSES } from './caption-clauses.ts'
import type { Clause, Subject } from './clause.ts'
import { MEDIA_CLAUSES } from './media-clauses.ts'
import { SOURCE_CLAUSES } from './source-clauses.ts'

/** The delivery contract: what is promised about the file, its captions and its sources. */
export const DELIVERY_CONTRACT: readonly Clause[] = [...MEDIA_CLAUSES, ...CAPTION_CLAUSES, ...SOURCE_CLAUSES]

/** A clause with what came out. */
export interface Verdict {
  readonly clause: Clause
  readonly check: QualityCheck
}

/** Holds a finished video against the contract. */
export function holdAgainstContract(subject: Subject, contract: readonly Clause[] = DELIVERY_CONTRACT): Verdict[] {
  return contract.map((clause) => ({ clause, check: { name: clause.name, ...clause.check(subject) } }))
}

/** "loudness: expected -16 LUFS ± 1, measured -18.20 LUFS". */
export function describeMiss({ name, expected, measured }: QualityCheck): string {
  return `${name}: expected ${expected}, measured ${measured}`
}
