/** Layers of an environment, in the order in which they are applied. */
export const LAYERS = ["state", "network", "cluster", "platform", "models"] as const;

export type Layer = (typeof LAYERS)[number];

/** Layers whose providers call the API of the cluster, which is private. */
export const CLUSTER_LAYERS: readonly Layer[] = ["platform", "models"];

export const stackName = (environment: string, layer: Layer): string => `${environment}-${layer}`;

/** Environment and layer of a stack name, such as `retail-forecast-network`; undefined for any other name. */
export function splitStackName(name: string): { environment: string; layer: Layer } | undefined {
  const layer = LAYERS.find((each) => name.endsWith(`-${each}`));
  return layer && { environment: name.slice(0, -layer.length - 1), layer };
}
