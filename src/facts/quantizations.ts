import table from "./formats-of-weights.json";

/** Precision of the weights that a GPU computes with. The checkpoint of most has it already. */
interface QuantizationFormat {
  /** Bits of a weight, with its share of scales and zero points. */
  readonly bits: number;
  /** Least compute capability. */
  readonly capability: number;
  /** vLLM converts a checkpoint of 16 bits when it loads it. @default - the checkpoint has the format */
  readonly atLoad?: boolean;
  /** The format is that of experts; attention keeps the data type. @default - that of all layers */
  readonly expertsOnly?: boolean;
}

/**
 * Values of `--quantization` whose memory this project computes. `fp8` is a checkpoint with 8-bit weights; below a
 * capability of 8.9 the GPU converts them to 16 bits at each use, which saves memory and no time. Formats whose bits
 * the checkpoint decides, such as compressed-tensors, are omitted.
 *
 * Source: vLLM 0.33.0 (commit 4ba787ec9, 2026-11-02), `get_min_capability` in `model_executor/layers/quantization`, and
 * `docs/features/quantization` (read 2026-11-28). `awq` and `gptq` have groups of 128 weights, whose scales and zero
 * points add a quarter of a bit, as the scales of 32 weights of `mxfp4`, which only experts have
 * (`layers/quantization/mxfp4.py`); those of 16 of `nvfp4` add half a bit (`ModelOptNvFp4Config`, read 2026-12-01). The
 * size of the files decides where the card states it (`weightBytes`).
 */
export const QUANTIZATIONS: Readonly<Record<Quantization, QuantizationFormat>> = table.formats;

export type Quantization = keyof typeof table.formats;
