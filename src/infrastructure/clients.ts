import { type Value, itemsOf, valueAt } from "./lists";

/** Clients outside of the cluster that the file states, as ranges and ids of security groups. */
export interface StatedClients {
  /** Operators and runners: `cluster.apiAccess`. */
  readonly api: readonly string[];
  /** Clients of load balancers: `entry.clientCidrs`. @default - those of the scheme */
  readonly entry?: readonly string[];
  /** Another network that uses the endpoints: `components.training-vpc`, with the ranges of its attachment. */
  readonly endpoints: readonly string[];
  /** Ranges of the networks of operators and clients: `network.attachments`. */
  readonly attached: readonly string[];
}

/** Clients of the file; undefined for a record without the key of the API, which each file has by its default. */
export function statedClients(settings: readonly Value[]): StatedClients | undefined {
  const textsAt = (path: string): string[] | undefined => textsIn(valueAt(settings, path));
  const operators = textsAt("cluster.apiAccess.cidrs");
  if (!operators) return undefined;
  const entry = textsAt("entry.clientCidrs");
  const attached = rangesOfAttachments(settings);
  const training = settings.some(({ path }) => path[0] === "components" && path[1] === "training-vpc");
  return {
    api: [...operators, ...(textsAt("cluster.apiAccess.securityGroupIds") ?? [])],
    ...(entry ? { entry } : {}),
    endpoints: training
      ? [
          ...(textsAt("components.training-vpc.cidrs") ?? []),
          ...(textsAt("components.training-vpc.securityGroupIds") ?? []),
          ...attached,
        ]
      : [],
    attached,
  };
}

const textsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;

const rangesOfAttachments = (settings: readonly Value[]): string[] =>
  itemsOf(settings, ["network", "attachments"]).flatMap((valueOf) => textsIn(valueOf("cidrs")) ?? []);

/** Keys that open more than the platform needs, with the value that does so. */
const OPENING = {
  "network.endpoints.s3Policy": "full-access",
  "network.endpoints.admitVpcCidr": true,
  "network.publicSubnets.mapPublicIpOnLaunch": true,
} as const;

export type OpeningKey = keyof typeof OPENING;

/** Keys that open more than the platform needs. */
export const openingKeys = (settings: readonly Value[]): ReadonlySet<OpeningKey> =>
  new Set((Object.keys(OPENING) as OpeningKey[]).filter((key) => valueAt(settings, key) === OPENING[key]));
