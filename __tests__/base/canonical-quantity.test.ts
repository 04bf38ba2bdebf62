import fc from "fast-check";
import { quantity, canonicalQuantity, exactQuantity } from "../../src/base/quantities";

/** Examples of Kubernetes' own documentation and tests of Quantity, except for exponents (API reference, read 2026-11-21). */
test.each([
  ["1.5", "1500m"],
  ["1.5Gi", "1536Mi"],
  ["0.5Gi", "512Mi"],
  ["0.5", "500m"],
  ["1000m", "1"],
  ["512M", "512M"],
  ["1Ti", "1Ti"],
  ["1024Mi", "1Gi"],
  ["1000Mi", "1000Mi"],
  ["2048Ki", "2Mi"],
  ["0.5Ki", "512"],
  ["0.1Gi", "107374182400m"],
  ["1e3", "1k"],
  ["1E3", "1k"],
  ["1E", "1E"],
  ["1k", "1k"],
  ["12e6", "12M"],
  ["5e-1", "500m"],
  ["100000000", "100M"],
  ["1234567", "1234567"],
  ["0", "0"],
  ["007", "7"],
])("Kubernetes stores %s as %s", (written, stored) => {
  expect(canonicalQuantity(written)).toBe(stored);
});

test.each([
  "",
  "512MB",
  "1e",
  "-1",
  "+1",
  "1,5",
  "0x10",
  " 1",
  "1 Gi",
  "1e100",
  "9223372036854775808",
  "0.0000000001",
])("%j is no quantity that can be stored exactly", (text) => {
  expect(exactQuantity(text)).toBeUndefined();
  expect(canonicalQuantity(text)).toBe(text);
});

const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };

/** Numerator and denominator of a quantity, by the rules of the documentation. */
function ratio(text: string): [bigint, bigint] {
  const [, whole = "", fraction = "", unit = ""] = /^(\d+)\.?(\d*)(.*)$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction);
  const steps = BINARY[unit];
  const power = (steps === undefined ? (DECIMAL[unit] ?? Number(unit.slice(1))) : 0) - fraction.length;
  const factor = steps === undefined ? 1n : 1024n ** steps;
  return power < 0 ? [digits * factor, 10n ** BigInt(-power)] : [digits * factor * 10n ** BigInt(power), 1n];
}

const isEqual = (a: string, b: string): boolean => {
  const [[one, of], [other, each]] = [ratio(a), ratio(b)];
  return one * each === other * of;
};

const units = fc.constantFrom(...Object.keys(DECIMAL), ...Object.keys(BINARY), "e3", "e-3", "E2", "e+6");
const quantities = fc
  .tuple(fc.nat({ max: 99999 }), fc.option(fc.stringMatching(/^\d{1,6}$/)), units)
  .map(([whole, fraction, unit]) => `${whole}${fraction === null ? "" : `.${fraction}`}${unit}`)
  .filter((text) => exactQuantity(text) !== undefined);

test("the stored form is the same amount, without a fraction, and is stored as it is", () => {
  fc.assert(
    fc.property(quantities, (written) => {
      const stored = canonicalQuantity(written);
      expect(isEqual(written, stored)).toBe(true);
      expect(stored).toMatch(/^\d+([KMGTPE]i|[numkMGTPE])?$/);
      expect(canonicalQuantity(stored)).toBe(stored);
      expect(quantity(stored)).toBeCloseTo(quantity(written), -6);
    }),
    { numRuns: 2000 },
  );
});

test("no larger unit of the same kind would be without a fraction", () => {
  fc.assert(
    fc.property(quantities, (written) => {
      const stored = canonicalQuantity(written);
      const [, number = "", unit = ""] = /^(\d+)(.*)$/.exec(stored) ?? [];
      const isBinary = Object.hasOwn(BINARY, unit);
      const names = isBinary ? Object.keys(BINARY) : Object.keys(DECIMAL);
      const isLargest = names.indexOf(unit) === names.length - 1;
      if (number !== "0" && !isLargest) {
        expect(BigInt(number) % (isBinary ? 1024n : 1000n)).not.toBe(0n);
      }
    }),
    { numRuns: 2000 },
  );
});

test("binary units stay binary, and decimal ones decimal, unless the amount is below 1024 or no whole number", () => {
  fc.assert(
    fc.property(quantities, (written) => {
      const [of, per] = ratio(written);
      const isWhole = of % per === 0n;
      const isBinary = written.endsWith("i") && isWhole && of / per >= 1024n;
      const stored = canonicalQuantity(written);
      if (stored.endsWith("i")) expect(isBinary).toBe(true);
      else if (isBinary) expect((of / per) % 1024n).not.toBe(0n);
    }),
    { numRuns: 2000 },
  );
});
