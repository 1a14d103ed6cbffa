export { createServer } from './server.ts'
export type { ServerOptions } from './settings.ts'
export type { AuthenticationOptions, JwtKey, JwtOptions, SignatureOptions } from './access/authentication.ts'
export { authenticationFromEnvironment } from './access/environment.ts'
