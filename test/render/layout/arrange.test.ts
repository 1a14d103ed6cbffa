import { describe, expect, it } from 'vitest'
import { arrange } from '../../../packages/render/src/layout/arrange.ts'
import { box, column, keyed, measured, row, rowIf, spacer, text } from '../../../packages/render/src/layout/node.ts'
import type { TextBlock } from '../../../packages/render/src/text/type.ts'

const AREA = { x: 100, y: 50, width: 1000, height: 600 }
const context = (rightToLeft = false) => ({
  rightToLeft,
  words: () => {
    throw new Error('not asked for here')
  },
})

/** A text of 10,000 square pixels a size step: as wide as it may be, as high as it has to be. */
const sized = (wantedHeight: number) => (maxWidth: number, maxHeight: number) =>
  ({ lines: [], width: Math.min(maxWidth, 400), height: Math.min(maxHeight, wantedHeight) }) as unknown as TextBlock

describe('arrange', () => {
  it('divides what is left over among boxes that fill', () => {
    const plan = arrange(
      row({ gap: 100 }, [box('a', { width: 200 }), box('b', { width: 'fill' }), box('c', { width: 'fill' })]),
      AREA,
      context(),
    )
    expect(plan.box('a')).toEqual({ x: 100, y: 50, width: 200, height: 600 })
    expect(plan.box('b')).toMatchObject({ x: 400, width: 300 })
    expect(plan.box('c')).toMatchObject({ x: 800, width: 300 })
  })

  it('mirrors rows when the scene reads from right to left', () => {
    const tree = row({}, [box('a', { width: 200 }), box('b', { width: 'fill' })])
    expect(arrange(tree, AREA, context(true)).box('a')).toMatchObject({ x: 900, width: 200 })
    expect(arrange(tree, AREA, context(true)).box('b')).toMatchObject({ x: 100, width: 800 })
  })

  it('stacks in a narrow frame what stands beside each other in a wide one', () => {
    const tree = (isWide: boolean) => rowIf(isWide, {}, [box('a', { height: 'fill' }), box('b', { height: 'fill' })])
    expect(arrange(tree(false), AREA, context()).box('b')).toMatchObject({ x: 100, y: 350, width: 1000, height: 300 })
  })

  it('stands a group a little above the middle when asked for the optical one', () => {
    const tree = column({ along: 'optical', gap: 40 }, [box('a', { height: 100 }), box('b', { height: 100 })])
    const plan = arrange(tree, AREA, context())
    expect(plan.box('a').y).toBeCloseTo(50 + 360 * 0.46, 1)
    expect(plan.box('b').y).toBeCloseTo(plan.box('a').y + 140, 1)
  })

  it('keeps a square square and leaves spacers empty', () => {
    const plan = arrange(row({ across: 'start' }, [spacer(), box('a', { width: 120, ratio: 1 })]), AREA, context())
    expect(plan.box('a')).toEqual({ x: 980, y: 50, width: 120, height: 120 })
  })

  it('lets texts share what there is when they want more than that', () => {
    const plan = arrange(column({}, [text('a', sized(600)), text('b', sized(300))]), AREA, context())
    const [first, second] = [plan.text('a').block.height, plan.text('b').block.height]
    expect(first + second).toBeLessThanOrEqual(600.2)
    expect(first).toBeGreaterThan(second)
  })

  it('closes up around a text that came out smaller than its room', () => {
    const plan = arrange(
      column({ gap: 20 }, [text('a', sized(90)), keyed('rest', column({ height: 'fill' }, []))]),
      AREA,
      context(),
    )
    expect(plan.text('a')).toMatchObject({ x: 100, y: 50, width: 1000 })
    expect(plan.box('rest')).toMatchObject({ y: 160, height: 490 })
  })

  it('gives anything that takes its size from its room what the texts leave', () => {
    const figure = (maxWidth: number, maxHeight: number) => ({ width: maxWidth / 2, height: Math.min(maxHeight, 500) })
    const plan = arrange(
      column({ across: 'start' }, [measured('figure', figure), box('foot', { height: 250 })]),
      AREA,
      context(),
    )
    expect(plan.box('figure').height).toBeCloseTo(350, 0)
    expect(() => plan.text('figure')).toThrow('“figure” of the layout is not a text')
  })

  it('lets texts give way to a box that fills and must not be smaller than told', () => {
    const picture = box('picture', { height: 'fill', minHeight: 250 })
    const plan = arrange(column({ along: 'optical' }, [picture, text('words', sized(500))]), AREA, context())
    expect(plan.box('picture').height).toBeCloseTo(250, 0)
    expect(plan.text('words').block.height).toBeCloseTo(350, 0)
  })

  it('says which keys there are when one is asked for that is not', () => {
    const plan = arrange(column({}, [box('a', {})]), AREA, context()) as ReturnType<typeof arrange<string>>
    expect(() => plan.box('z')).toThrow('The layout has no “z”; it has a')
    expect(() => plan.text('a')).toThrow('“a” of the layout is not a text')
  })
})
