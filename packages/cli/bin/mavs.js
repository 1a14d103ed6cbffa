#!/usr/bin/env node
const NEEDED = 22

// Older ones crash on loading the embedded database, without a word.
if (Number.parseInt(process.versions.node) < NEEDED) {
  process.stderr.write(
    `mavs: Node.js ${NEEDED} or newer is needed (this is ${process.versions.node}). ` +
      'In a clone of the repository, `npx mavs` runs on the one that was installed with it.\n',
  )
  process.exit(1)
}

const { main } = await import('../dist/index.js')
await main()
