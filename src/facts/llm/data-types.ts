/** Data types of weights that are not quantized, and of the KV cache, with their bytes. */
export const BYTES = { bfloat16: 2, float16: 2 } as const;
