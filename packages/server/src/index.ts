export { createServer } from './server.ts'
export { listen, type Listening, type ListenOptions, type Timeouts } from './listening/listen.ts'
export type { RateLimits, ServerOptions } from './settings.ts'
export type { AuthenticationOptions, JwtKey, JwtOptions, SignatureOptions } from './access/authentication.ts'
export { authenticationFromEnvironment } from './access/environment.ts'
export {
  ServerEnvironment,
  serverOptionsFromEnvironment,
  type ServerEnvironmentOptions,
} from './listening/environment.ts'
