import { cpuMillis, memoryMiB, quantity } from "../../base/quantities";
import { type JsonObject } from "../../terraform/stack-json";
import { GPU_RESOURCE, type Resource } from "../capacity-amounts";

/** Requests or limits of pods. */
export type Amounts = Readonly<Record<Resource, number>>;

export const NO_AMOUNTS: Amounts = { cpuMillis: 0, memoryMiB: 0, diskMiB: 0, gpus: 0 };

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
