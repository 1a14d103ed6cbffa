import { z } from 'zod'

/** What the plugin can be told. */
export const KokoroOptions = z.strictObject({
  /**
   * Folder with the model as it is published: `config.json`, `tokenizer.json`, `tokenizer_config.json` and
   * `onnx/model_quantized.onnx` (or the file of another `dtype`). Default: `KOKORO_MODEL_PATH`. Without one, the library
   * downloads `model` at the first use.
   */
  modelPath: z.string().min(1).optional(),
  /** What is downloaded, from the Hugging Face hub. */
  model: z.string().min(1).default('onnx-community/Kokoro-82M-v1.0-ONNX'),
  /** Where a downloaded model is kept. Default: a folder within the library. */
  cacheDirectory: z.string().min(1).optional(),
  /** How exact the weights are: smaller ones load and speak faster. */
  dtype: z.enum(['fp32', 'fp16', 'q8', 'q4', 'q4f16']).default('q8'),
  /** For one text, in milliseconds; a download counts as part of the first one. */
  timeoutMs: z.int().positive().default(600_000),
})
export type KokoroOptions = z.input<typeof KokoroOptions>

/** The options with their defaults. */
export type KokoroSettings = z.output<typeof KokoroOptions>
