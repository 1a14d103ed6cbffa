import { createVideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'

/* Works on the sessions of a data directory and sends their webhooks until it is killed. */
const [dataDirectory = ''] = process.argv.slice(2)
await createVideoSystem({ dataDirectory, plugins: [sampleAgentsPlugin()], environment: {}, privateWebhooks: true })
