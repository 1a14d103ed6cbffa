// A kind of scene in one file: its schema, its layout, its motion.
import { arrange, arriving, box, column, defineScene, text } from '@mavs/render'
import { z } from 'zod'

export default defineScene({
  kind: 'example:gauge',
  about: 'A dial for one value between 0 and 100.',
  schema: z.strictObject({
    kind: z.literal('example:gauge'),
    label: z.string().min(1).max(80),
    value: z.number().min(0).max(100),
  }),
  layout: (visual, context) => {
    const { frame, palette, style } = context
    const plan = arrange(
      column({ gap: 60, along: 'optical', across: 'center' }, [
        box('dial', { width: 640, height: 320 }),
        text('label', (maxWidth, maxHeight) =>
          context.fit(visual.label, 'heading', { maxWidth, maxHeight, sizePx: style.scale.heading }),
        ),
      ]),
      frame.content,
      context,
    )
    const dial = plan.box('dial')
    return [
      arriving({
        box: { x: dial.x - 30, y: dial.y - 30, width: dial.width + 60, height: dial.height + 60 },
        start: context.at('value', 0),
        seconds: 1.2,
        draw: (canvas, progress) => {
          const arc = (share: number, colour: string) => {
            canvas.beginPath()
            canvas.arc(dial.x + 320, dial.y + 320, 300, Math.PI, Math.PI * (1 + share))
            canvas.strokeStyle = colour
            canvas.lineWidth = 36
            canvas.stroke()
          }
          arc(1, palette.surface)
          arc((progress * visual.value) / 100, palette.accent)
        },
      }),
      plan.words('label', { start: 0.2, align: 'center' }),
    ]
  },
})
