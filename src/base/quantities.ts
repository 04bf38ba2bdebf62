import { own } from "./own";

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A CPU quantity. */
export const CPUS = /^\d+(\.\d+)?([mkMGTPE]|[eE][+-]?\d+)?$/;

/** A quantity of memory or disk. Kubernetes also accepts thousandths of bytes, which are refused here. */
export const BYTES = /^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i|[eE]\+?\d+)?$/;

/** A Kubernetes quantity (`250m`, `512Mi`, `2`, `1e3`) in whole units; NaN for any other text. */
export function quantity(text: string): number {
  const [, amount, unit = "", exponent = "0"] =
    /^(\d+(?:\.\d+)?)(?:([A-Za-z]*)|[eE]([+-]?\d+))$/.exec(text) ?? [];
  return Number(amount) * (own(FACTORS, unit) ?? NaN) * 10 ** Number(exponent);
}

/** A Kubernetes CPU quantity (`250m`, `2`), in thousandths of a CPU. */
export const cpuMillis = (text: string): number => Math.round(quantity(text) * 1000);

/** A Kubernetes memory or disk quantity (`512Mi`, `2Gi`), in MiB. */
export const memoryMiB = (text: string): number => quantity(text) / 2 ** 20;
