import type { AssetAgent } from '@mavs/core'

/**
 * The asset agent of a system without picture providers: every visual kind is drawn by the renderer (type, icons,
 * charts), so there is nothing to fetch, and the answer is an empty list.
 */
export function createDrawnAssetAgent(): AssetAgent {
  return {
    name: 'drawn',
    source: ({ script }, { report }) => {
      report(1, `${script.scenes.length} scenes are drawn; no picture is fetched`)
      return Promise.resolve([])
    },
  }
}
