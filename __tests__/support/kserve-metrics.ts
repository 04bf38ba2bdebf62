import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A series of the text format of Prometheus. */
export interface Sample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Samples of the text format, in its order. */
export const samplesIn = (text: string): Sample[] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, metric, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (metric === undefined || value === undefined) throw new Error(`no sample: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", text = ""]) => [name, text]);
      return { metric, labels: Object.fromEntries(pairs) as Sample["labels"], value };
    });

/** States of the server in the extract, in its order. */
export type KServeState = "start" | "refused" | "failed" | "answered";

/** Series that a server of KServe had in a state. The file has its source. */
export function kserveSeries(state: KServeState): Sample[] {
  const recorded = readFileSync(join(__dirname, "kserve-metrics.txt"), "utf8");
  const part = recorded.split("\n## ").find((each) => each.startsWith(`${state}: `));
  if (part === undefined) throw new Error(`kserve-metrics.txt has no state ${state}`);
  return samplesIn(part.slice(part.indexOf("\n")));
}
