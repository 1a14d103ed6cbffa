import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { footageSearchContract, imageSearchContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMediaFolder } from '../../../packages/agents/src/media-search/folder.ts'

const picture = createCanvas(1280, 720).encodeSync('jpeg')
const { signal } = new AbortController()
const QUERY = {
  query: 'Mountain lakes',
  kind: 'image',
  orientation: 'landscape',
  minWidthPx: 640,
  minHeightPx: 360,
  language: 'en',
  count: 10,
} as const

function openedFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'mavs-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'Alps', 'lakes'), { recursive: true })
  writeFileSync(join(folder, 'Alps', 'lakes', 'morning_mist.jpg'), picture)
  writeFileSync(join(folder, 'mountain.png'), createCanvas(1280, 720).encodeSync('png'))
  writeFileSync(
    join(folder, 'mountain.json'),
    JSON.stringify({ title: 'Mount Example', author: 'Ann', licence: 'CC0' }),
  )
  writeFileSync(join(folder, 'lake-broken.jpg'), picture.subarray(0, 300))
  writeFileSync(join(folder, 'lake.txt'), 'no picture')
  copyFileSync('examples/render/assets/waves.mp4', join(folder, 'mountain lake with waves.mp4'))
  writeFileSync(join(folder, 'lake that breaks off.mp4'), Buffer.from('no clip'))
  return { folder, media: createMediaFolder({ ...process.env, MAVS_MEDIA_DIR: folder })! }
}

describe('a folder of pictures', () => {
  const create = () => openedFolder().media
  const contract = [...imageSearchContract({ create }), ...footageSearchContract({ create })]
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it('is none without MAVS_MEDIA_DIR', () => {
    expect(createMediaFolder({})).toBeUndefined()
  })

  it('finds pictures by their names, their folders and what stands beside them; broken ones never', async () => {
    const found = await openedFolder().media.search({ ...QUERY, query: 'lakes of a mount' }, { signal })
    expect(found).toMatchObject([
      { id: 'Alps/lakes/morning_mist.jpg', title: 'morning mist', tags: ['Alps', 'lakes'], widthPx: 1280 },
      { id: 'mountain.png', title: 'Mount Example', author: 'Ann', licence: 'CC0' },
    ])
  })

  it('reads the pictures first that share most words, however many there are', async () => {
    const { folder, media } = openedFolder()
    for (let number = 0; number < 12; number++) writeFileSync(join(folder, `a lake ${number}.jpg`), picture)
    writeFileSync(join(folder, 'z lake below a mountain.jpg'), picture)
    const found = await media.search({ ...QUERY, count: 1 }, { signal })
    expect(found).toMatchObject([{ title: 'z lake below a mountain' }])
  })

  it('finds clips, with how long they are', async () => {
    const found = await openedFolder().media.search({ ...QUERY, kind: 'footage' }, { signal })
    expect(found).toMatchObject([{ id: 'mountain lake with waves.mp4', durationSeconds: 5, author: 'Own footage' }])
  })

  it('tells doctor how many there are, or what is wrong', async () => {
    expect(await openedFolder().media.diagnose!()).toMatchObject([{ status: 'ok' }])
    const missing = createMediaFolder({ MAVS_MEDIA_DIR: '/no/such/folder' })!
    expect(await missing.diagnose!()).toMatchObject([{ status: 'failed', remedy: expect.any(String) as string }])
  })
})
