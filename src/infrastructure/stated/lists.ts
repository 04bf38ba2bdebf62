import { type IamCondition } from "../identity-policies";
import { ANYWHERE } from "../../base/cidr";
import { groupBy } from "../../base/group-by";

/** A value of an environment's file, with its path. */
export interface KeyValue {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** File, line and column. @default - there is no record of it */
  readonly at?: string;
}

/** The value at a path with dots; undefined if the file does not state it. */
export function statedAt(settings: readonly KeyValue[], path: string): unknown {
  const known = valuesByPath.get(settings) ?? byPath(settings);
  valuesByPath.set(settings, known);
  return known.get(path);
}

/** Values of lists of settings: a file of 1,000 models has as many questions as settings. */
const valuesByPath = new WeakMap<readonly KeyValue[], ReadonlyMap<string, unknown>>();

/** Values by their path with dots; the first one of equal paths. */
const byPath = (settings: readonly KeyValue[]): ReadonlyMap<string, unknown> =>
  new Map(settings.toReversed().map(({ path, value }) => [path.join("."), value]));

/** A role with less than all rights in the cluster. */
export interface StatedAccess {
  readonly role: string;
  /** Word of the file for an access policy. @default - none, only groups */
  readonly policy?: string;
  /** Namespaces of the policy; the default is filled in. */
  readonly namespaces: readonly string[];
  /** Kubernetes groups, those of people included. */
  readonly groups: readonly string[];
}

/** A further rule of a security group. */
export interface StatedRule {
  readonly group: string;
  readonly direction: string;
  /** A group, the id of a group or prefix list, or a range. */
  readonly peer: string;
  readonly port: number;
  /** Names of the models whose policies admit it. */
  readonly models: readonly string[];
}

/** A statement that the file adds to a role. */
export interface StatedPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly IamCondition[];
  /** The reason for wildcards. @default - the file has none */
  readonly reason?: string;
}

/** Values of each item of a list, by their keys. Settings name an item by its place in the list. */
export const statedItems = (
  settings: readonly KeyValue[],
  list: readonly string[],
): ((key: string) => unknown)[] => {
  const own = settings.filter(
    ({ path }) => path.length > list.length + 1 && list.every((step, index) => path[index] === step),
  );
  return [...groupBy(own, ({ path }) => path[list.length]).values()].map(
    (all) => (key) => all.find(({ path }) => path[list.length + 1] === key)?.value,
  );
};

export const statedTexts = (value: unknown): readonly string[] | undefined =>
  value as readonly string[] | undefined;

/** Rules of `network.extraRules`. */
export const statedRules = (settings: readonly KeyValue[]): StatedRule[] =>
  statedItems(settings, ["network", "extraRules"]).map((valueOf) => ({
    group: String(valueOf("group")),
    direction: String(valueOf("direction")),
    peer: String(valueOf("peer")),
    port: Number(valueOf("port")),
    models: statedTexts(valueOf("models")) ?? [],
  }));

/** Roles of `cluster.access`. */
export function statedAccess(settings: readonly KeyValue[]): StatedAccess[] {
  const ofModels = statedAt(settings, "namespace");
  return statedItems(settings, ["cluster", "access"]).map((valueOf) => {
    const policy = valueOf("policy");
    return {
      role: String(valueOf("role")),
      ...(policy === undefined ? {} : { policy: String(policy) }),
      namespaces: statedTexts(valueOf("namespaces")) ?? [String(ofModels)],
      groups: [
        ...(statedTexts(valueOf("groups")) ?? []),
        ...(statedTexts(valueOf("people")) ?? []).map((each) => `people:${each}`),
      ],
    };
  });
}

/** Values below a path, with their paths from there. */
export const valuesBelow = (values: readonly KeyValue[], path: KeyValue["path"]): KeyValue[] =>
  values
    .filter(
      (each) => each.path.length > path.length && path.every((step, index) => each.path[index] === step),
    )
    .map((each) => ({ path: each.path.slice(path.length), value: each.value }));

/** Values of each entry of a mapping or list, by its key or place, with their paths from there. */
export const entriesBelow = (
  values: readonly KeyValue[],
  path: KeyValue["path"],
): (readonly [key: string, values: KeyValue[]])[] =>
  [...groupBy(valuesBelow(values, path), ({ path: [key] }) => String(key))].map(([key, all]) => [
    key,
    all.map((each) => ({ path: each.path.slice(1), value: each.value })),
  ]);

/** Statements of a role. Values name a statement by its place in the list. */
export function statedPermissions(values: readonly KeyValue[]): StatedPermission[] {
  const own = values.filter(({ path }) => path.length > 1);
  return [...groupBy(own, ({ path: [place] }) => place).values()].map((all) => {
    const listOf = (key: string): readonly string[] =>
      all.filter(({ path }) => path[1] === key).flatMap(({ value }) => value as string | readonly string[]);
    const [reason] = listOf("reason");
    return {
      actions: listOf("actions"),
      resources: listOf("resources"),
      conditions: all.flatMap(({ path: [, key, operator, name], value }) =>
        key === "conditions"
          ? [{ operator: String(operator), key: String(name), values: value as readonly string[] }]
          : [],
      ),
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

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
export function statedClients(settings: readonly KeyValue[]): StatedClients | undefined {
  const textsAt = (path: string): string[] | undefined => textsIn(statedAt(settings, path));
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
          ...attached.filter((range) => range !== ANYWHERE),
        ]
      : [],
    attached,
  };
}

const textsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;

const rangesOfAttachments = (settings: readonly KeyValue[]): string[] =>
  statedItems(settings, ["network", "attachments"]).flatMap((valueOf) => textsIn(valueOf("cidrs")) ?? []);

/** Keys that open more than the platform needs, with the value that does so. */
const OPENING = {
  "network.endpoints.s3Policy": "full-access",
  "network.endpoints.admitVpcCidr": true,
  "network.publicSubnets.mapPublicIpOnLaunch": true,
} as const;

export type OpeningKey = keyof typeof OPENING;

/** Keys that open more than the platform needs. */
export const openingKeys = (settings: readonly KeyValue[]): ReadonlySet<OpeningKey> =>
  new Set((Object.keys(OPENING) as OpeningKey[]).filter((key) => statedAt(settings, key) === OPENING[key]));

/** Role, paths and port of a model in Git, as the file states them. */
export interface StatedGitModel {
  /** Prefix of the model bucket that its pods read. @default - it has no role */
  readonly bucketPrefix?: string;
  readonly paths: readonly string[];
  readonly port: number;
  readonly healthPath: string;
}

/** Models in Git that the file names, by name. */
export const statedGitModels = (settings: readonly KeyValue[]): ReadonlyMap<string, StatedGitModel> =>
  new Map(
    entriesBelow(settings, ["components", "argo-cd", "models"]).map(([name, values]) => {
      const bucketPrefix = statedAt(values, "bucketPrefix");
      return [
        name,
        {
          ...(bucketPrefix === undefined ? {} : { bucketPrefix: String(bucketPrefix) }),
          paths: statedTexts(statedAt(values, "paths")) ?? [],
          port: Number(statedAt(values, "port")),
          healthPath: String(statedAt(values, "healthPath")),
        },
      ];
    }),
  );

/** Another network that the file attaches: `network.attachments`. */
export type StatedAttachment =
  | {
      readonly kind: "peering";
      readonly vpc: string;
      /** @default - the account of the environment */
      readonly account?: string;
      /** @default - the region of the environment */
      readonly region?: string;
    }
  | { readonly kind: "transit-gateway"; readonly gateway: string };

/** `network.endpoints.hub` of the file. */
export interface StatedHub {
  readonly cidrs: readonly string[];
  /** @default - the VPC gets no profile */
  readonly profileId?: string;
}

export function statedHub(settings: readonly KeyValue[]): StatedHub | undefined {
  const at = (key: string): unknown => statedAt(settings, `network.endpoints.hub.${key}`);
  const [cidrs, profileId] = [statedTexts(at("cidrs")), at("profileId")];
  return cidrs && { cidrs, ...(profileId === undefined ? {} : { profileId: String(profileId) }) };
}

export const statedAttachments = (settings: readonly KeyValue[]): StatedAttachment[] =>
  statedItems(settings, ["network", "attachments"]).map((valueOf) => {
    if (valueOf("type") === "transit-gateway")
      return { kind: "transit-gateway", gateway: String(valueOf("transitGatewayId")) };
    const [account, region] = [valueOf("peerAccount"), valueOf("peerRegion")];
    return {
      kind: "peering",
      vpc: String(valueOf("peerVpcId")),
      ...(account === undefined ? {} : { account: String(account) }),
      ...(region === undefined ? {} : { region: String(region) }),
    };
  });
