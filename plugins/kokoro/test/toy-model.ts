import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A model in the form of Kokoro's – phonemes, a style and a speed in, a waveform out – that hums 62.5 ms a phoneme: an
 * ONNX graph of thirteen nodes (Shape, Cast, ReduceProd, Div, Range, Sin …) with two percent more than the full range.
 */
const ONNX =
  'CAgSA3RveTqSBAoVCglpbnB1dF9pZHMSAXMiBVNoYXBlChgKAXMSAnNmIgRDYXN0KgkKAnRvGAGgAQIKKAoCc2YSBWNvdW50IgpS' +
  'ZWR1Y2VQcm9kKg8KCGtlZXBkaW1zGACgAQIKKAoFc3BlZWQSAnNwIgpSZWR1Y2VNZWFuKg8KCGtlZXBkaW1zGACgAQIKKAoFc3R5' +
  'bGUSAnN0IgpSZWR1Y2VNZWFuKg8KCGtlZXBkaW1zGACgAQIKFAoCc3QKBHplcm8SA3N0MCIDTXVsChcKBWNvdW50CgNwZXISBGxl' +
  'bjAiA011bAoVCgRsZW4wCgJzcBIEbGVuMSIDRGl2ChUKBGxlbjEKA3N0MBIDbGVuIgNBZGQKGgoEemVybwoDbGVuCgNvbmUSAXQi' +
  'BVJhbmdlCg8KAXQKAXcSAnBoIgNNdWwKDgoCcGgSA3NpbiIDU2luChkKA3NpbgoDYW1wEgh3YXZlZm9ybSIDTXVsEgFnKg0QASUA' +
  'AAAAQgR6ZXJvKgwQASUAAIA/QgNvbmUqDBABJQCAu0RCA3BlcioKEAElCtcjPUIBdyoMEAElXI+CP0IDYW1wWhwKCWlucHV0X2lk' +
  'cxIPCg0IBxIJCgIIAQoDEgFuWhgKBXN0eWxlEg8KDQgBEgkKAggBCgMIgAJaEwoFc3BlZWQSCgoICAESBAoCCAFiFwoId2F2ZWZv' +
  'cm0SCwoJCAESBQoDEgFtQgQKABAN'

const PHONEMES =
  '$;:,.!?—…"()“” ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ'

/** Writes the toy model as the published one is laid out. */
export function writeToyModel(folder: string): void {
  const files = {
    'config.json': JSON.stringify({ model_type: 'style_text_to_speech_2' }),
    'tokenizer.json': JSON.stringify(tokenizer()),
    'tokenizer_config.json': JSON.stringify({ model_max_length: 512, pad_token: '$', unk_token: '$' }),
    'onnx/model_quantized.onnx': Buffer.from(ONNX, 'base64'),
  }
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}

/** Each phoneme is a token; what is none is dropped; a mark stands at either end. */
function tokenizer(): object {
  const mark = { SpecialToken: { id: '$', type_id: 0 } }
  const vocab = Object.fromEntries([...PHONEMES].map((phoneme, index) => [phoneme, index]))
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'Replace', pattern: { Regex: `[^${PHONEMES}]` }, content: '' },
    pre_tokenizer: { type: 'Split', pattern: { Regex: '' }, behavior: 'Isolated', invert: false },
    post_processor: {
      type: 'TemplateProcessing',
      single: [mark, { Sequence: { id: 'A', type_id: 0 } }, mark],
      pair: [],
      special_tokens: { $: { id: '$', ids: [0], tokens: ['$'] } },
    },
    decoder: null,
    model: { vocab },
  }
}
