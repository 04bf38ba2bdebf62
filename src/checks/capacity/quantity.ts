import { type Json } from "../../synthesized/stack-json";

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

/** An amount as Kubernetes writes it (`250m`, `512Mi`, `2`), in whole units; undefined for any other text. */
export function quantity(value: Json | undefined): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(String(value ?? "").trim()) ?? [];
  const factor = FACTORS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** CPU, in thousandths. */
export function millis(value: Json | undefined): number | undefined {
  const cpus = quantity(value);
  return cpus === undefined ? undefined : Math.round(cpus * 1000);
}

/** Bytes, in MiB. */
export function mebibytes(value: Json | undefined): number | undefined {
  const bytes = quantity(value);
  return bytes === undefined ? undefined : bytes / 2 ** 20;
}
