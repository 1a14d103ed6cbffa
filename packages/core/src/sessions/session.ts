import type { Delivery } from '../domain/delivery.ts'
import type { SessionDocument } from '../domain/session.ts'
import type { SessionStage, SessionStatus } from '../domain/stage.ts'
import { EMPTY_USAGE, type UsageRecord } from '../domain/usage.ts'
import type { Warning } from '../domain/warning.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { StageStates } from './progress.ts'

/** The request as a session shows it: without the given texts, which are in the artifact `request.json`. */
export type RequestDetails = SessionDocument['request_details']

/** A session as the database holds it. Times are milliseconds since 1970. */
export interface Session {
  readonly id: string
  /** Rises with each new session: the order of the queue. */
  readonly position: number
  readonly request: RequestDetails
  readonly deliverTo: string | null
  readonly status: SessionStatus
  readonly stage: SessionStage
  readonly stages: StageStates
  readonly progress: number
  readonly createdAt: number
  readonly updatedAt: number
  /** A queued session is not claimed before this time. */
  readonly notBefore: number
  readonly errorCode: ErrorCode | null
  readonly errorMessage: string | null
  readonly warnings: readonly Warning[]
  readonly usage: UsageRecord
  readonly delivery: Delivery | null
  /** "name@version" of each plugin that the session needs. */
  readonly plugins: readonly string[]
  /** Hash of the plugins with their configuration; only a worker with the same one takes the session. */
  readonly fingerprint: string
  readonly threadId: string | null
  readonly graphVersion: number | null
  /** Raised by every claim; a write with an older one is refused. */
  readonly leaseEpoch: number
  readonly leaseOwner: string | null
  readonly leaseUntil: number | null
  readonly claimedAt: number | null
  /** Expired leases in a row without new progress. */
  readonly takeovers: number
  readonly takeoverProgress: number
  readonly keepFiles: boolean
}

/** The part of a session that its document shows. */
export type ShownSession = Pick<
  Session,
  'id' | 'status' | 'stage' | 'progress' | 'createdAt' | 'updatedAt' | 'errorMessage' | 'request' | 'warnings' | 'usage'
>

/** The columns of that part: the others are large, and many documents are asked for. */
export const SHOWN_COLUMNS =
  'id, status, stage, progress, created_at, updated_at, error_message, request, warnings, usage'

/** A row of the table `sessions`. */
export type SessionRow = Readonly<Record<string, string | number | null>>

/** Reads a row of the table `sessions`. */
export function sessionFromRow(row: SessionRow): Session {
  return {
    id: String(row.id),
    position: Number(row.position),
    request: json(row.request) as RequestDetails,
    deliverTo: text(row.deliver_to),
    status: row.status as SessionStatus,
    stage: row.stage as SessionStage,
    stages: json(row.stages) as StageStates,
    progress: Number(row.progress),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    notBefore: Number(row.not_before),
    errorCode: text(row.error_code) as ErrorCode | null,
    errorMessage: text(row.error_message),
    warnings: json(row.warnings) as Warning[],
    usage: usageOf(row.usage),
    delivery: json(row.delivery) as Delivery | null,
    plugins: json(row.plugins) as string[],
    fingerprint: String(row.fingerprint),
    threadId: text(row.thread_id),
    graphVersion: number(row.graph_version),
    leaseEpoch: Number(row.lease_epoch),
    leaseOwner: text(row.lease_owner),
    leaseUntil: number(row.lease_until),
    claimedAt: number(row.claimed_at),
    takeovers: Number(row.takeovers),
    takeoverProgress: Number(row.takeover_progress),
    keepFiles: row.keep_files === 1,
  }
}

/** Reads a row that has the columns of the shown part. */
export function shownFromRow(row: SessionRow): ShownSession {
  return {
    id: String(row.id),
    status: row.status as SessionStatus,
    stage: row.stage as SessionStage,
    progress: Number(row.progress),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    errorMessage: text(row.error_message),
    request: json(row.request) as RequestDetails,
    warnings: row.warnings === '[]' ? [] : (json(row.warnings) as Warning[]),
    usage: usageOf(row.usage),
  }
}

type Cell = string | number | null | undefined

const usageOf = (cell: Cell): UsageRecord => (json(cell) as UsageRecord | null) ?? EMPTY_USAGE

const text = (cell: Cell): string | null => (cell === null || cell === undefined ? null : String(cell))

const number = (cell: Cell): number | null => (cell === null || cell === undefined ? null : Number(cell))

const json = (cell: Cell): unknown => (cell === null || cell === undefined ? null : JSON.parse(String(cell)))
