import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { SCHEMA_VERSION } from '../../../packages/core/src/sessions/migrations.ts'
import { afterTest, openSystem, temporaryDirectory } from '../support.ts'

describe('session database', () => {
  it('creates its directory, its schema and a write-ahead log', async () => {
    const database = await openDatabase(join(temporaryDirectory(), 'new', 'mavs.sqlite'))
    afterTest(() => database.close())
    const [version, mode] = await database.read((connection) => [
      connection.pragma('user_version', { simple: true }),
      connection.pragma('journal_mode', { simple: true }),
    ])
    expect([version, mode]).toEqual([SCHEMA_VERSION, 'wal'])
  })

  it('opens a database of its own version again without touching what it holds', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const first = await openDatabase(file)
    await first.write((connection) =>
      connection.prepare("INSERT INTO ledger VALUES ('key', 'provider', 'operation', 1, 2)").run(),
    )
    first.close()
    const second = await openDatabase(file)
    afterTest(() => second.close())
    expect(await second.read((connection) => connection.prepare('SELECT count(*) FROM ledger').pluck().get())).toBe(1)
  })

  it('refuses a database of a newer program, naming both versions', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const newer = new Database(file)
    newer.pragma(`user_version = ${SCHEMA_VERSION + 7}`)
    newer.close()
    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringMatching(
        new RegExp(`${file} has schema version ${SCHEMA_VERSION + 7}.*up to ${SCHEMA_VERSION}\\.`),
      ),
    })
  })

  it('says which file is corrupt, and how to set it aside', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'mavs.sqlite')
    writeFileSync(file, randomBytes(8192))
    await expect(openSystem({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'DATABASE_CORRUPT',
      message: expect.stringMatching(new RegExp(`${file}.*Move the file away`)),
    })
  })

  it('finds damage inside a database that still opens', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'mavs.sqlite')
    const database = await openDatabase(file)
    await database.write((connection) => {
      const insert = connection.prepare('INSERT INTO ledger VALUES (?, ?, ?, 1, 2)')
      for (let index = 0; index < 500; index += 1) insert.run(`key-${index}`, 'provider', 'x'.repeat(200))
    })
    database.close()
    const whole = new Database(file)
    whole.pragma('wal_checkpoint(TRUNCATE)')
    const page = Number(whole.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'ledger'").pluck().get())
    whole.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, (page - 1) * 4096, page * 4096)
    writeFileSync(file, bytes)
    const system = await openSystem({ dataDirectory: directory, worker: false })
    const finding = (await system.diagnose()).find(({ name }) => name === 'database')
    expect(finding).toMatchObject({ status: 'failed', remedy: expect.stringContaining('Move the file away') })
  })

  it('says that a data directory cannot be written, and which setting chooses another', async () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'file'), '')
    await expect(openSystem({ dataDirectory: join(directory, 'file', 'data') })).rejects.toMatchObject({
      code: 'DATA_UNWRITABLE',
      message: expect.stringContaining('MAVS_DATA_DIR'),
    })
  })

  it('says so when the database file is a directory', async () => {
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'mavs.sqlite'))
    await expect(openSystem({ dataDirectory: directory })).rejects.toMatchObject({ code: 'DATA_UNWRITABLE' })
  })

  it('waits for a lock without blocking the event loop', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const database = await openDatabase(file)
    afterTest(() => database.close())
    const other = new Database(file)
    afterTest(() => void other.close())
    other.exec('BEGIN IMMEDIATE')
    let longestGapMs = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longestGapMs = Math.max(longestGapMs, performance.now() - last)
      last = performance.now()
    }, 5)
    const writing = database.write(() => 'written')
    setTimeout(() => other.exec('COMMIT'), 300)
    expect(await writing).toBe('written')
    clearInterval(watch)
    // SQLite's own wait would hold the loop for as long as the lock: until it gives up.
    expect(longestGapMs).toBeLessThan(1000)
  })

  it('undoes the whole of a transaction that throws', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const failing = database.write((connection) => {
      connection.prepare("INSERT INTO ledger VALUES ('key', 'provider', 'operation', 1, 2)").run()
      throw new Error('half way')
    })
    await expect(failing).rejects.toThrow('half way')
    expect(await database.read((connection) => connection.prepare('SELECT count(*) FROM ledger').pluck().get())).toBe(0)
  })

  it('compiles a statement once, and lets one caller take single values of it and another whole rows', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const text = 'SELECT 1 AS one, 2 AS two'
    await database.read((connection) => {
      const statement = connection.prepare(text)
      expect(statement.pluck().get()).toBe(1)
      expect(connection.prepare(text)).toBe(statement)
      expect(connection.prepare(text).get()).toEqual({ one: 1, two: 2 })
    })
  })

  it('reports a full disk as such, and works again when there is space', async () => {
    const database = await openDatabase(join(temporaryDirectory(), 'mavs.sqlite'))
    afterTest(() => database.close())
    const fill = () =>
      database.write((connection) =>
        connection.prepare("INSERT INTO ledger VALUES (?, 'provider', 'operation', 1, 2)").run('x'.repeat(100_000)),
      )
    await database.read((connection) => connection.pragma('max_page_count = 30'))
    await expect(fill()).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining(database.file) })
    await database.read((connection) => connection.pragma('max_page_count = 1000'))
    await fill()
  })

  it('refuses calls after it was closed', async () => {
    const database = await openDatabase(':memory:')
    database.close()
    await expect(database.read(() => 1)).rejects.toMatchObject({ code: 'SYSTEM_CLOSED' })
  })
})
