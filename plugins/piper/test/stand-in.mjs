// Stands in for Piper, whose voices cannot be had without the network. It takes the command line that is documented for
// both programs and hums each text: `fork` is the maintained Python program (piper1-gpl, docs/CLI.md and
// src/piper/__main__.py), `binary` the older C++ one (rhasspy/piper, src/cpp/main.cpp).
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'

const [dialect, ...given] = process.argv.slice(2)
const string = { type: 'string' }
const shared = { model: string, config: string, speaker: string, help: { type: 'boolean' } }
const both = ['output_raw', 'output-raw', 'length_scale', 'length-scale', 'noise_scale', 'noise-scale', 'noise_w']
const names = [...both, 'noise-w', 'sentence_silence', 'sentence-silence', 'output_file', 'output-file']
const own = { fork: ['noise_w_scale', 'data_dir', 'volume', 'input_file'], binary: ['espeak_data', 'json_input'] }
const type = (name) => (/raw|json/.test(name) ? 'boolean' : 'string')
const options = Object.fromEntries([...names, ...own[dialect]].map((name) => [name, { type: type(name) }]))
const { values } = parseArgs({ args: given, options: { ...shared, ...options }, strict: true })

if (values.help) {
  const usage = `usage: piper [options]\n  --model FILE\n  --output_raw\n`
  if (dialect === 'fork') process.stdout.write(usage)
  else process.stderr.write(usage)
  process.exit(0)
}

readFileSync(values.model)
const config = JSON.parse(readFileSync(values.config ?? `${values.model}.json`, 'utf8'))
if (!(values.output_raw ?? values['output-raw'])) throw new Error('the stand-in knows raw output only')
const rate = config.audio.sample_rate
const lengthScale = Number(values.length_scale ?? config.inference.length_scale)
const silence = Buffer.alloc(2 * Math.round(rate * Number(values.sentence_silence ?? (dialect === 'fork' ? 0 : 0.2))))
const pitchHz = 150 + 50 * Number(values.speaker ?? 0)

for (const line of (await text(process.stdin)).split('\n').map((one) => one.trim())) {
  if (line === '') continue
  if (line === 'break down') throw new Error('out of order')
  if (line === 'be silent') continue
  if (line === 'take long') {
    writeFileSync(`${values.model}.pid`, String(process.pid))
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  }
  const sentences = line.split(/(?<=[.!?]) /)
  for (const [index, sentence] of sentences.entries()) {
    if (dialect === 'fork' && index > 0) process.stdout.write(silence)
    process.stdout.write(hum(sentence.length * 0.06 * lengthScale))
    if (dialect === 'binary') process.stdout.write(silence)
  }
  if (dialect === 'binary') process.stderr.write(`[piper] [info] Real-time factor: 0.1\n`)
}

function hum(seconds) {
  const sound = new Int16Array(Math.round(seconds * rate))
  for (const at of sound.keys()) sound[at] = 8000 * Math.sin((2 * Math.PI * pitchHz * at) / rate)
  return Buffer.from(sound.buffer)
}
