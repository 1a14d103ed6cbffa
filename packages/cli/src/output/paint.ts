import { styleText } from 'node:util'

/** Puts a text in a colour or weight, where the terminal has them. */
export type Paint = (format: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string

/** Paints where colours are wanted: on a terminal that has them, without `NO_COLOR`. */
export const createPaint = ({ colorDepth }: { readonly colorDepth: number }): Paint =>
  colorDepth > 1 ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text

/** The colour of a session's, a message's or the system's state; none for one that says nothing. */
export function paintStatus(paint: Paint, status: string): string {
  if (/^(completed|delivered|healthy)$/.test(status)) return paint('green', status)
  if (/^(failed|rejected|unhealthy)$/.test(status)) return paint('red', status)
  if (/^(processing|pending|degraded)$/.test(status)) return paint('yellow', status)
  return status
}
