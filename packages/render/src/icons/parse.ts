import type { IconStroke } from './icon.ts'

/** Reads the shapes of an icon's SVG body as path data. */
export function parseIconBody(body: string): IconStroke[] {
  return [...body.matchAll(/<(path|circle|rect|ellipse)\b([^>]*)>/g)].map(([, shape = '', text = '']) => {
    const attributes = new Map([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]))
    const number = (name: string, otherwise = 0) => Number(attributes.get(name) ?? otherwise)
    const filled = attributes.get('fill') === 'currentColor'
    if (shape === 'path') return { path: attributes.get('d') ?? '', filled }
    if (shape === 'rect') return { path: rectPath(number), filled }
    const [rx, ry] = shape === 'circle' ? [number('r'), number('r')] : [number('rx'), number('ry')]
    return { path: ellipsePath(number('cx'), number('cy'), rx, ry), filled }
  })
}

/** Starts at the top, as a hand would. */
function ellipsePath(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx} ${cy - ry}A${rx} ${ry} 0 0 1 ${cx} ${cy + ry}A${rx} ${ry} 0 0 1 ${cx} ${cy - ry}Z`
}

function rectPath(number: (name: string, otherwise?: number) => number): string {
  const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')]
  const rx = Math.min(number('rx', number('ry')), width / 2)
  const ry = Math.min(number('ry', rx), height / 2)
  const corner = (dx: number, dy: number) => (rx > 0 ? `a${rx} ${ry} 0 0 1 ${dx} ${dy}` : '')
  return (
    `M${x + rx} ${y}h${width - 2 * rx}${corner(rx, ry)}v${height - 2 * ry}${corner(-rx, ry)}` +
    `h${2 * rx - width}${corner(-rx, -ry)}v${2 * ry - height}${corner(rx, -ry)}Z`
  )
}
