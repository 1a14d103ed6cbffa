export { createServer } from './server.ts'
export type { ServerOptions } from './settings.ts'
