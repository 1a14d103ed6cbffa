import { VideoError } from '@mavs/core'

/** Says in one sentence why a server cannot listen, and what to do. */
export function listenError(error: NodeJS.ErrnoException, host: string, port: number): VideoError {
  const reason = (REASONS[error.code ?? ''] ?? (() => error.message))(host, port)
  return new VideoError('LISTEN_FAILED', `The server cannot listen on ${host}, port ${port}: ${reason}`, {
    cause: error,
    details: { host, port, code: error.code },
  })
}

const REASONS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: () => 'another program does already. Stop it, or choose another port.',
  EACCES: (_host, port) =>
    port < 1024 ? 'ports below 1024 need rights that this user lacks. Choose one above.' : 'the system forbids it.',
  EADDRNOTAVAIL: () => 'this machine does not have that address. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.',
  ENOTFOUND: () => 'no address has that name. Use 127.0.0.1, or 0.0.0.0 for all addresses of this machine.',
  EAI_AGAIN: () => 'the name could not be looked up. Use an address, as 127.0.0.1.',
  ERR_SOCKET_BAD_PORT: () => 'a port is a whole number from 0 to 65535.',
}
