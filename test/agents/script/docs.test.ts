import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SCENE_KINDS } from '@mavs/render'
import { expect, it } from 'vitest'
import { parseScript } from '../../../packages/agents/src/script/parse-script.ts'

it('the script in docs/scripts.md is read as the page says', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../docs/scripts.md'), 'utf8')
  const text = /````markdown\n([\s\S]*?)````/.exec(page)![1]!
  const { title, drafts, sources, warnings } = parseScript({ name: 'bread.md', text })
  expect(title).toBe('How bread rises')
  expect(drafts.map((draft) => [draft.headline, draft.visuals?.map((visual) => visual.kind).join()])).toEqual([
    ['How bread rises', 'title'],
    ['The yeast wakes', 'bullets'],
    ['How warm', 'number'],
    ['The steps', 'process'],
    ["A baker's word", 'quote'],
  ])
  expect(drafts.map((draft) => draft.narration)).toEqual([
    'Flour, water and time: that is all it takes.',
    'Yeast is a living thing. In warm dough it eats sugar and breathes out gas.',
    'The dough should be warm, but never hot.',
    'Knead the dough, wait until it has doubled, and bake it.',
    'Good bread is a matter of patience. Ada Miller.',
  ])
  expect(drafts[1]?.icon).toBe('wheat')
  expect(sources).toMatchObject([{ title: 'Bread science', url: 'https://example.org/bread' }])
  expect(warnings).toEqual([])
})

it('docs/scripts.md names every kind that a script can show', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../docs/scripts.md'), 'utf8')
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) => row.split('|')[1]!.match(/[a-z-]+/g) ?? [])
  expect(SCENE_KINDS.map(({ kind }) => kind).filter((kind) => !named.includes(kind))).toEqual([])
})
