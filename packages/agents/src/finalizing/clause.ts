import type { FinalizingInput, Measurement, QualityCheck } from '@mavs/core'

/** What a clause looks at: the session's whole result, and what was measured on the file. */
export interface Subject extends FinalizingInput {
  readonly measurement: Measurement
}

/** One promise about every delivered video. */
export interface Clause {
  readonly name: string
  /** `critical`: a video that breaks it is not delivered. `warning`: it is, with a warning that names the clause. */
  readonly severity: 'critical' | 'warning'
  /** What can be done about a miss. `render`: rendering again from the timeline, for a file that was damaged. */
  readonly repair?: 'render'
  check(subject: Subject): Omit<QualityCheck, 'name'>
}
