export { createCli } from './cli.ts'
export { EXIT_CODES } from './exit-codes.ts'
export { main } from './main.ts'
