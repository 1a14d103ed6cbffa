import type { LoadResult } from './load.ts'

/** How the server does, beside a bare Koa application in the same process, as Markdown. */
export function loadReport({ throughput, download, store, memory, renderingDelayMs, fanOut }: LoadResult): string {
  const rate = ({ served, bare }: { readonly served: number; readonly bare: number }, unit: number) =>
    `${Math.round(served / unit)} | ${Math.round(bare / unit)} | ${(served / bare).toFixed(2)} |`
  const growths = Object.keys(store.small).map((name) => {
    const [small, large] = [store.small[name]!, store.large[name]!]
    return `| ${name} | ${small.toFixed(2)} | ${large.toFixed(2)} | ${(large / small).toFixed(2)} |`
  })
  return [
    '| the server, requests a second | served | bare Koa | ratio |\n|---|---|---|---|',
    ...Object.entries(throughput).map(([name, rates]) => `| ${name} | ${rate(rates, 1)}`),
    `| download, MB a second | ${rate(download, 1e6)}`,
    '',
    '| the store, ms a call | 1,000 sessions | 100,000 | ratio |\n|---|---|---|---|',
    ...growths,
    '',
    `${memory.requests} requests: ${megabytes(memory.before)} before, ${megabytes(memory.after)} after. While a video renders, ` +
      `the event loop is late by ${renderingDelayMs.toFixed(1)} ms at the 99th percentile. An event reaches the last of ` +
      `${fanOut.listeners} listeners after ${Math.round(fanOut.lastMs)} ms.`,
  ].join('\n')
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`
