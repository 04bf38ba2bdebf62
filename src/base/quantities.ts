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
export const BYTE_QUANTITY = /^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i|[eE]\+?\d+)?$/;

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

/**
 * Kubernetes quantities in the form in which the API server stores them, so that a plan after an apply finds no difference:
 * without a fraction, and with the largest unit that needs none.
 *
 * Source: Kubernetes API reference, Quantity (read 2026-11-21). It stores an exponent as written; here it becomes a unit,
 * which is stored as written too.
 */
interface ExactQuantity {
  /** Thousand millionths of a unit. */
  readonly nanos: bigint;
  /** True for the units Ki, Mi, … */
  readonly binary: boolean;
}

const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Nanos of one unit. */
const NANOS = 1_000_000_000n;
/** The largest number that a quantity holds. */
const MOST = (2n ** 63n - 1n) * NANOS;

/** A number, with a fraction or not, and a unit or an exponent. */
const QUANTITY = /^(\d{1,30})(?:\.(\d{0,20}))?(?:[eE]([+-]?\d{1,2})|([KMGTPE]i|[numkMGTPE]?))$/;

/** Undefined for any other text, for a number with too many digits, and for one that is too large. */
export function exactQuantity(text: string): ExactQuantity | undefined {
  const [, whole, fraction = "", exponent, unit = ""] = QUANTITY.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const binary = unit.endsWith("i");
  const factor = binary ? 1024n ** BigInt(BINARY.indexOf(unit)) : 1n;
  const tens = exponent === undefined ? (binary ? 0 : 3 * (DECIMAL.indexOf(unit) - 3)) : Number(exponent);
  const shift = 9 + tens - fraction.length;
  const scaled = BigInt(whole + fraction) * factor * 10n ** BigInt(Math.max(0, shift));
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  const nanos = scaled / divisor;
  return scaled % divisor === 0n && nanos <= MOST ? { nanos, binary } : undefined;
}

/** The stored form of a quantity; any other text stays as it is. */
export function canonicalQuantity(text: string): string {
  const exact = exactQuantity(text);
  if (!exact) return text;
  const { nanos, binary } = exact;
  return binary && nanos >= 1024n * NANOS && nanos % NANOS === 0n
    ? inLargestUnit(nanos / NANOS, 1024n, BINARY)
    : inLargestUnit(nanos, 1000n, DECIMAL);
}

function inLargestUnit(amount: bigint, step: bigint, units: readonly string[]): string {
  if (amount === 0n) return "0";
  let [number, index] = [amount, 0];
  while (index < units.length - 1 && number % step === 0n) [number, index] = [number / step, index + 1];
  return `${number}${units[index] ?? ""}`;
}
