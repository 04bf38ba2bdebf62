/** Resources of nodes that pods request, with their names and units in messages. */
export const RESOURCES = {
  cpuMillis: { name: "CPU", unit: "m" },
  memoryMiB: { name: "memory", unit: "Mi" },
  diskMiB: { name: "ephemeral storage", unit: "Mi" },
  gpus: { name: "GPUs", unit: "" },
} as const;

export type Resource = keyof typeof RESOURCES;

/** All resources, in the order of messages. */
export const RESOURCE_KINDS = Object.keys(RESOURCES) as readonly Resource[];

/** Resource name of the NVIDIA device plugin. */
export const GPU_RESOURCE = "nvidia.com/gpu";

type Amounts = Readonly<Record<Resource, number>>;

/** Resources of which a pod requests some, in the order of messages. */
const requested = (requests: Amounts): Resource[] =>
  RESOURCE_KINDS.filter((resource) => requests[resource] > 0);

/** An amount of one resource as a quantity: `1250m`, `2560Mi`, `2`. Requests are rounded up, free amounts down. */
export function quantityOf(resource: Resource, amount: number, of: "requested" | "free"): string {
  const whole = of === "requested" ? Math.ceil(amount) : Math.max(0, Math.floor(amount));
  return `${whole}${RESOURCES[resource].unit}`;
}

/** Amounts of resources as texts: `1250m CPU`, `2560Mi memory`; by default of those that are above zero. */
export const amountsInWords = (
  amounts: Amounts,
  of: "requested" | "free",
  resources: readonly Resource[] = requested(amounts),
): string[] =>
  resources.map((resource) => {
    const name = resource === "gpus" && amounts.gpus === 1 ? "GPU" : RESOURCES[resource].name;
    return `${quantityOf(resource, amounts[resource], of)} ${name}`;
  });

/** Resources of which a pod requests more than there is. */
export const exceeding = (requests: Amounts, room: Amounts): Resource[] =>
  requested(requests).filter((resource) => requests[resource] > room[resource]);
