import { cpuMillis, memoryMiB, quantity } from "../base/quantities";
import { type JsonObject } from "../terraform/stack-json";

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

/** A resource of nodes that pods request. */
export type Resource = keyof Amounts;

export const RESOURCES: readonly Resource[] = ["cpuMillis", "memoryMiB", "diskMiB", "gpus"];

/** Names of resources in messages. */
export const RESOURCE_NAMES: Readonly<Record<Resource, string>> = {
  cpuMillis: "CPU",
  memoryMiB: "memory",
  diskMiB: "ephemeral storage",
  gpus: "GPUs",
};

const UNITS: Readonly<Record<Resource, string>> = {
  cpuMillis: "m",
  memoryMiB: "Mi",
  diskMiB: "Mi",
  gpus: "",
};

/** An amount of one resource as a quantity: `1250m`, `2560Mi`, `2`. Requests are rounded up, free amounts down. */
export function quantityOf(resource: Resource, amount: number, of: "requested" | "free"): string {
  const whole = of === "requested" ? Math.ceil(amount) : Math.max(0, Math.floor(amount));
  return `${whole}${UNITS[resource]}`;
}

/** Amounts of some resources as text: `1250m CPU, 2560Mi memory`. */
export const inWords = (amounts: Amounts, resources: readonly Resource[], of: "requested" | "free"): string =>
  resources
    .map((resource) => {
      const name = resource === "gpus" && amounts.gpus === 1 ? "GPU" : RESOURCE_NAMES[resource];
      return `${quantityOf(resource, amounts[resource], of)} ${name}`;
    })
    .join(", ");

/** Resources of which a pod requests more than there is. */
export const exceeding = (requests: Amounts, room: Amounts): Resource[] =>
  RESOURCES.filter((resource) => requests[resource] > 0 && requests[resource] > room[resource]);
