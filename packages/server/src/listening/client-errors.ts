import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorDocument } from '../problems/document.ts'
import { HttpProblem } from '../problems/http-problem.ts'

type ClientErrorListener = (error: NodeJS.ErrnoException, socket: Duplex) => void

/**
 * Answers what the HTTP parser refuses, which no middleware sees, in the same shape as every other error. Where a
 * connection `isAnswered` just then, it is cut: the words would land in the middle of that answer.
 */
export function answerClientError(now: () => Date, isAnswered: (socket: Duplex) => boolean): ClientErrorListener {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswered(socket)) return void socket.destroy()
    const requestId = randomUUID()
    const problem = problemOf(error.code)
    const body = JSON.stringify(errorDocument(problem, requestId, now()))
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  }
}

function problemOf(code: string | undefined): HttpProblem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new HttpProblem(431, 'Request Header Fields Too Large', 'The headers may have 16 KiB.', {
      code: 'HEADERS_TOO_LARGE',
    })
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new HttpProblem(408, 'Request Timeout', 'The request took too long to arrive.', { code: 'REQUEST_TIMEOUT' })
  }
  return new HttpProblem(400, 'Bad Request', 'This is not a request of HTTP/1.1.', { code: 'HTTP_INVALID' })
}
