import { dollars, type EstimateDocument } from '@mavs/core'
import { Command } from 'clipanion'
import { table } from '../output/table.ts'
import { RequestCommand } from '../request-command.ts'
import { checkRequest, requestFrom } from '../request.ts'
import type { SessionService } from '../services/service.ts'

/** `mavs estimate`: what a request would cost and take, without filing it. */
export class EstimateCommand extends RequestCommand {
  static override paths = [['estimate']]
  static override usage = Command.Usage({
    description: 'Tell what a video would cost and how long it takes, without making it.',
    details: `
      The estimate takes the first choice of every provider and the prices of the table; \`MAVS_PRICES\` names a file
      with yours. What it costs in the end is in the session. \`--max-cost\` of \`mavs generate\` sets a limit.
    `,
    examples: [
      ['A minute on any topic', '$0 estimate --prompt "How bees find home"'],
      ['For a program', '$0 estimate --prompt "How bees find home" --duration 300 --json'],
    ],
  })

  protected override async perform(service: SessionService): Promise<void> {
    const estimate = await service.estimate(checkRequest(await requestFrom(this, service)))
    this.print(estimate, estimateLines(estimate, this.context.columns ?? Number.POSITIVE_INFINITY))
  }
}

type Entry = EstimateDocument['entries'][number]

function estimateLines(estimate: EstimateDocument, width: number): string[] {
  const { entries, cost_usd: cost, unpriced, expected_seconds: seconds } = estimate
  const lines =
    entries.length === 0
      ? []
      : table(
          entries,
          [
            { title: 'STAGE', text: ({ stage }) => stage },
            { title: 'PRODUCT', text: ({ product }) => product },
            { title: 'TAKES', text: takes },
            { title: 'COSTS', text: ({ cost_usd: each }) => (each === null ? '?' : dollars(each)) },
          ],
          width,
        )
  const unknown = unpriced.length === 0 ? '' : `, without ${unpriced.join(', ')}: the price is not known`
  return [...lines, `Cost      ${dollars(cost)}${unknown}`, `Takes     about ${seconds} s once the work begins`]
}

/** "about 12,000 input tokens, 3,000 output tokens". */
function takes({ stage: _stage, product: _product, cost_usd: _cost, ...amounts }: Entry): string {
  return Object.entries(amounts)
    .map(([unit, amount]) => `${Math.round(amount).toLocaleString('en')} ${unit.replaceAll('_', ' ')}`)
    .join(', ')
}
