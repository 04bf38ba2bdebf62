import { z } from "../base/zod";
import { expects } from "./expects";
import { canonicalQuantity, exactQuantity } from "../base/quantities";

/** Nanos of one unit. */
const NANOS = 1_000_000_000n;
const MEBIBYTE = 1_048_576n * NANOS;

/** Form of a quantity, for editors; the other conditions are not expressible as a pattern. */
const FORM = /^\d+(\.\d*)?([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A quantity in the form that Kubernetes stores. */
const quantity = (isAccepted: (text: string) => boolean, expectation: ReturnType<typeof expects>) =>
  z
    .string()
    .regex(FORM, { ...expectation, abort: true })
    .refine(isAccepted, expectation)
    .overwrite(canonicalQuantity);

function isCpu(text: string): boolean {
  const exact = exactQuantity(text);
  return exact !== undefined && exact.nanos > 0n && exact.nanos % (NANOS / 1000n) === 0n;
}

function isMemory(text: string): boolean {
  const exact = exactQuantity(text);
  return exact !== undefined && exact.nanos >= MEBIBYTE && exact.nanos % NANOS === 0n;
}

function memoryFix(given: string): string {
  const exact = exactQuantity(given);
  if (exact === undefined) return "use Mi or Gi, not MB or GB";
  if (exact.nanos >= MEBIBYTE) return `write ${(exact.nanos + MEBIBYTE - 1n) / MEBIBYTE}Mi`;
  return /^[1-9]\d*$/.test(given) ? `write the unit: ${given}Mi` : "write more, in Mi or Gi";
}

/** Quantities of Kubernetes: whether a text is one, and its schema. */
export const QUANTITIES = {
  /** Kubernetes counts CPUs in thousandths. */
  cpu: {
    isValid: isCpu,
    schema: () =>
      quantity(
        isCpu,
        expects(
          'a Kubernetes CPU quantity of whole thousandths such as "250m", "0.5" or "2"',
          "write CPUs, or thousandths of one with m",
        ),
      ),
  },
  /** Memory, or disk. */
  memory: {
    isValid: isMemory,
    schema: () =>
      quantity(
        isMemory,
        expects(
          'a Kubernetes quantity of whole bytes, at least "1Mi", such as "512Mi" or "1.5Gi"',
          memoryFix,
        ),
      ),
  },
};
