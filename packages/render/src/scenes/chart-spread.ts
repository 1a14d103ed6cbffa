/**
 * Moves things of given sizes apart along an axis, as near to their goals as can be; answers with their middles. What
 * does not fit between `from` and `to` overlaps at the end.
 */
export function evenly(
  goals: readonly number[],
  sizes: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  const order = goals.map((_, index) => index).toSorted((a, b) => goals[a]! - goals[b]!)
  const middles = [...goals]
  let edge = from
  for (const index of order) {
    middles[index] = Math.max(middles[index]!, edge + sizes[index]! / 2)
    edge = middles[index]! + sizes[index]! / 2
  }
  edge = to
  for (const index of order.toReversed()) {
    middles[index] = Math.min(middles[index]!, edge - sizes[index]! / 2)
    edge = middles[index]! - sizes[index]! / 2
  }
  return middles
}
