// Stands in for kokoro-js 1.2.1, whose weights cannot be had without the network: the same interface, the same limit of
// 512 tokens, the same way to a local model, and a hum for a voice.
const { existsSync } = require('node:fs')
const { env } = require('@huggingface/transformers')

const SAMPLE_RATE_HZ = 24_000
const MOST_TOKENS = 512
const VOICE = /^[ab][fm]_[a-z]+$/

exports.KokoroTTS = class KokoroTTS {
  static async from_pretrained(model, { dtype, device }) {
    if (device !== 'cpu') throw new Error(`Unsupported device: "${device}".`)
    const file = `${env.localModelPath}${model}/tokenizer.json`
    if (!existsSync(file)) {
      if (env.allowRemoteModels) throw new Error('fetch failed')
      throw new Error(`\`env.allowRemoteModels=false\` and file was not found locally at "${file}".`)
    }
    if (dtype !== 'q8') throw new Error(`Could not locate the weights for ${dtype}`)
    return new KokoroTTS()
  }

  async generate(text, { voice = 'af_heart', speed = 1 } = {}) {
    if (!VOICE.test(voice)) throw new Error(`Voice "${voice}" not found.`)
    if (text === 'Break down.') throw new Error('out of order')
    if (text === 'End the process.') process.exit(3)
    if (text === 'Take long.') for (const start = Date.now(); Date.now() - start < 500;);
    const phonemes = text.replace(/\d/g, 'seven, ').replace(/W/g, 'double-u ')
    return this.generate_from_ids({ dims: [1, Math.min(phonemes.length + 2, MOST_TOKENS)] }, { voice, speed })
  }

  async generate_from_ids({ dims }, { speed = 1 } = {}) {
    const audio = new Float32Array(Math.round((((dims.at(-1) - 2) * 0.06) / speed) * SAMPLE_RATE_HZ))
    for (const at of audio.keys()) audio[at] = 1.01 * Math.sin((2 * Math.PI * 150 * at) / SAMPLE_RATE_HZ)
    return { audio, sampling_rate: SAMPLE_RATE_HZ }
  }
}
