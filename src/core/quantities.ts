const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity of memory or disk. Kubernetes also accepts thousandths of bytes and exponents, which are refused here. */
export const BYTES = /^\d+(\.\d+)?([kMGT]|[KMGT]i)?$/;

/** A Kubernetes quantity (`250m`, `512Mi`, `2`) in whole units; NaN for any other text. */
export function quantity(text: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  return Number(amount) * (FACTORS[unit] ?? NaN);
}

/** A Kubernetes CPU quantity (`250m`, `2`), in thousandths of a CPU. */
export const cpuMillis = (text: string): number => Math.round(quantity(text) * 1000);

/** A Kubernetes memory or disk quantity (`512Mi`, `2Gi`), in MiB. */
export const memoryMiB = (text: string): number => quantity(text) / 2 ** 20;
