import { cpuMillis, memoryMiB, quantity } from "../../core/quantities";
import { type JsonObject } from "../../terraform-json/stack-json";

/** Requests or limits of pods. */
export interface Amounts {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
  readonly gpus: number;
}

export const NOTHING: Amounts = { cpuMillis: 0, memoryMiB: 0, diskMiB: 0, gpus: 0 };

/** Resource name of the NVIDIA device plugin. */
export const GPU_RESOURCE = "nvidia.com/gpu";

/** Parses requests or limits; a missing or invalid quantity counts as 0. */
export function amounts(resources: JsonObject): Amounts {
  const amount = (key: string, read: (text: string) => number): number => read(String(resources[key])) || 0;
  return {
    cpuMillis: amount("cpu", cpuMillis),
    memoryMiB: amount("memory", memoryMiB),
    diskMiB: amount("ephemeral-storage", memoryMiB),
    gpus: amount(GPU_RESOURCE, quantity),
  };
}

const combine =
  (pick: (a: number, b: number) => number) =>
  (a: Amounts, b: Amounts): Amounts => ({
    cpuMillis: pick(a.cpuMillis, b.cpuMillis),
    memoryMiB: pick(a.memoryMiB, b.memoryMiB),
    diskMiB: pick(a.diskMiB, b.diskMiB),
    gpus: pick(a.gpus, b.gpus),
  });

export const sum = combine((a, b) => a + b);
export const most = combine((a, b) => Math.max(a, b));

/** An amount as text: `1250m CPU, 2560Mi memory`, and GPUs if there are any. */
export function inWords({ cpuMillis, memoryMiB, gpus }: Amounts): string {
  return `${cpuMillis}m CPU, ${Math.ceil(memoryMiB)}Mi memory${gpus > 0 ? `, ${gpus} ${gpus === 1 ? "GPU" : "GPUs"}` : ""}`;
}
