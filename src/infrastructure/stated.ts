import { QUOTAS, type QuotaName, type StatedQuotas } from "../facts/quotas";
import { type LlmKeys } from "../facts/serving";
import { type StatedTypes } from "../facts/stated-types";
import { type AcceptedBlock, acceptedBlocksIn } from "./accepted-blocks";
import { type StatedNames, statedNames } from "./stated/names";
import {
  entriesBelow,
  type KeyValue,
  type OpeningKey,
  openingKeys,
  type StatedAccess,
  statedAccess,
  statedAt,
  type StatedAttachment,
  statedAttachments,
  type StatedClients,
  statedClients,
  type StatedHub,
  statedHub,
  type StatedGitModel,
  statedGitModels,
  type StatedPermission,
  statedPermissions,
  type StatedRule,
  statedRules,
  statedTexts,
  valuesBelow,
} from "./stated/lists";
import { type StatedChart, statedCharts } from "./stated/charts";
import { type StatedDatabase, statedDatabases } from "./stated/databases";
import { statedLanguageModels } from "./stated/language-models";
import { type StatedMonitoring, statedMonitoring } from "./stated/monitoring";
import { type StatedNodeGroup, type StatedProgram } from "./stated-values";
import { statedNodeGroups } from "./stated/node-groups";
import { type StatedObjectives, statedObjectives } from "./stated/objectives";
import { type StatedPriority, statedPriority, statedPrograms } from "./stated/programs";
import { type StatedSteps, statedSteps } from "./stated/steps";
import { type Json, number, text } from "../terraform/stack-json";

/** Values of an environment's file that no resource has, for readers of the synthesized stacks. */
export interface Stated {
  /** Quotas of the account. */
  readonly quotas: StatedQuotas;
  /** Load and needs of models, by the name of the model. */
  readonly models: ReadonlyMap<string, StatedModel>;
  /** ARNs of the roles that administer the cluster. @default - unknown, there is no record of the file */
  readonly administrators?: readonly string[];
  /** Other roles with rights in the cluster. @default - unknown, there is no record of the file */
  readonly access?: readonly StatedAccess[];
  /** Name or ARN of the permissions boundary of roles, or of one by kind. @default - the file states none, or there is no record of it */
  readonly permissionsBoundary?: string | Readonly<Record<string, string>>;
  /** Tags of everything that can have them, beside those of this project. @default - none, or there is no record of the file */
  readonly tags?: Readonly<Record<string, string>>;
  /** Sizes of instance types. @default - none, or there is no record of the file */
  readonly instanceTypes?: StatedTypes;
  /** Node groups, by name. @default - unknown, there is no record of the file */
  readonly nodeGroups?: ReadonlyMap<string, StatedNodeGroup>;
  /** Key of the disks of all nodes. @default - the file states none, or there is no record of it */
  readonly nodeDiskKey?: string;
  /** Further rules of security groups. @default - unknown, there is no record of the file */
  readonly extraRules?: readonly StatedRule[];
  /** Clients outside of the cluster. @default - unknown, there is no record of the file */
  readonly clients?: StatedClients;
  /** Other networks that the VPC is attached to. @default - unknown, there is no record of the file */
  readonly attachments?: readonly StatedAttachment[];
  /** Endpoints of another VPC that calls go to. @default - none, or there is no record of the file */
  readonly endpointHub?: StatedHub;
  /** Name servers of the company. @default - none, or there is no record of the file */
  readonly nameServers?: readonly string[];
  /** The HTTPS proxy. @default - none, or there is no record of the file */
  readonly proxy?: { readonly url: unknown; readonly cidrs: readonly string[] };
  /** Keys that open more than the platform needs. @default - none, or there is no record of the file */
  readonly openingKeys?: ReadonlySet<OpeningKey>;
  /** Charts beside those of the platform. @default - unknown, there is no record of the file */
  readonly charts?: readonly StatedChart[];
  /** Databases of parts. @default - none, or there is no record of the file */
  readonly databases?: readonly StatedDatabase[];
  /** Blocks of own files that the file accepts. @default - none, or there is no record of the file */
  readonly acceptedBlocks?: readonly AcceptedBlock[];
  /** Account, region and other names of the environment. @default - unknown, there is no record of the file */
  readonly names?: StatedNames;
  /** Alarms, their recipients and the life of logs. @default - unknown, there is no record of the file */
  readonly monitoring?: StatedMonitoring;
  /** Programs of models, by the name of the model. @default - unknown, there is no record of the file */
  readonly programs?: ReadonlyMap<string, StatedProgram>;
  /** Sizes of language models, by the name of the model. @default - unknown, there is no record of the file */
  readonly languageModels?: ReadonlyMap<string, LlmKeys>;
  /** Resources, servers and buckets of steps of pipelines. @default - unknown, the file has no pipelines, or there is no record of it */
  readonly steps?: StatedSteps;
  /**
   * Models whose files a job copies from the registry of MLflow.
   * @default - unknown, the file has no MLflow, or there is no record of it
   */
  readonly promotes?: readonly string[];
  /** Models in Git, by name. @default - unknown, there is no record of the file */
  readonly gitModels?: ReadonlyMap<string, StatedGitModel>;
  /** Priority of the pods of models. @default - the file states none, or there is no record of it */
  readonly priority?: StatedPriority;
  /** True if the file states a Prometheus, of the stacks or of others. @default false */
  readonly hasPrometheus?: true;
  /**
   * Idle timeout of the load balancer of the entry, in seconds.
   * @default - unknown, the file cannot state it, or there is no record of it
   */
  readonly idleSeconds?: number;
  /** True if the file states that no load balancer leads to the models. @default false */
  readonly withoutEntry?: true;
}

/** Measured and expected requests a second of a model. */
export interface Rates {
  /** Those of one pod at the autoscaler's target. */
  readonly perPod: number;
  /** The most; undefined if it is not stated. */
  readonly peak: number | undefined;
  /** The mean; undefined if it is not stated. */
  readonly average: number | undefined;
  /** Tokens of an answer. @default - not stated */
  readonly answerTokens?: number | undefined;
}

/** Values that the file states of a model; undefined for those that it does not state. */
export interface StatedModel {
  readonly rates: Rates | undefined;
  /** GPU memory that a pod needs. */
  readonly gpuMemoryGiB: number | undefined;
  /** Statements of its role, beside those for its files and secrets. */
  readonly permissions: readonly StatedPermission[];
  /** SHA-256 of the manifest of its files. @default - none, their content is not pinned */
  readonly manifestDigest?: string;
  /** URL paths that clients call, each with all paths below it. @default - unknown, there is no record of the file */
  readonly paths?: readonly string[];
  /** Path of its metrics. @default - none, or there is no record of the file */
  readonly metricsPath?: string;
  /** Objectives of its requests. @default - none, or there is no record of the file */
  readonly objectives?: StatedObjectives;
  /** Former ports, which pods that a rollout replaces still listen on. */
  readonly formerPorts: readonly number[];
}

/** Whether there is a record of the file: each file states the roles that administer the cluster. */
export const hasRecord = ({ administrators }: Stated): boolean => administrators !== undefined;

/** Values of the names of others that the file trusts, of a kind. */
export const trustedValues = (names: StatedNames | undefined, kind: string): ReadonlySet<string> =>
  new Set((names?.trusted ?? []).flatMap((entry) => (entry.kind === kind ? entry.value : [])));

/** Ids of statements that a file adds to the role of a model. Without a record, nothing says which of them it states. */
export const OF_THE_FILE = /^Permission\d+$/;

/** An environment that states nothing. */
export const NOTHING_STATED: Stated = { quotas: {}, models: new Map() };

const statedProxy = (settings: readonly KeyValue[]): Stated["proxy"] => {
  const at = (key: string): unknown => statedAt(settings, `components.https-proxy.${key}`);
  const cidrs = statedTexts(at("cidrs"));
  return cidrs && { url: at("url"), cidrs };
};

/** The stated values among all values of an environment. */
export const statedIn = (settings: readonly KeyValue[]): Stated => ({
  quotas: statedQuotas(settings),
  models: statedModels(settings),
  ...(settings.length > 0
    ? {
        administrators: statedAdministrators(settings),
        access: statedAccess(settings),
        extraRules: statedRules(settings),
        openingKeys: openingKeys(settings),
        charts: statedCharts(settings),
        databases: statedDatabases(settings),
        programs: statedPrograms(settings),
        languageModels: statedLanguageModels(settings),
        names: statedNames(settings),
        monitoring: statedMonitoring(settings),
        gitModels: statedGitModels(settings),
      }
    : {}),
  ...given("clients", statedClients(settings)),
  ...given("priority", statedPriority(settings)),
  ...given("steps", statedSteps(settings)),
  ...given("promotes", statedTexts(statedAt(settings, "components.mlflow.promotes"))),
  // A record of an older synth can lack a key, which each file has by its default.
  ...(has(settings, "network", "attachments") ? { attachments: statedAttachments(settings) } : {}),
  ...given("endpointHub", statedHub(settings)),
  ...given("nameServers", statedTexts(statedAt(settings, "network.existing.nameServers"))),
  ...given("proxy", statedProxy(settings)),
  ...(has(settings, "cluster", "nodeGroups") ? { nodeGroups: statedNodeGroups(settings) } : {}),
  ...given("nodeDiskKey", text(statedAt(settings, "cluster.nodeVolumes.kmsKeyArn") as Json)),
  ...statedBoundary(settings),
  ...given("tags", textsBelow(settings, "tags")),
  ...statedTypes(settings),
  ...(settings.some(({ path: [section] }) => section === "acceptedBlocks")
    ? { acceptedBlocks: acceptedBlocksIn(settings) }
    : {}),
  ...(has(settings, "components", "prometheus") || statedAt(settings, "prometheusRelease") !== undefined
    ? { hasPrometheus: true }
    : {}),
  ...given("idleSeconds", number(statedAt(settings, "entry.idleTimeoutSeconds") as Json)),
  ...(statedAt(settings, "entry.type") === "none" ? { withoutEntry: true } : {}),
});

/** Reads the stated values of each environment once: every check asks for them. */
export function statedBy(
  settingsOf: (environment: string) => readonly KeyValue[],
): (environment: string) => Stated {
  const known = new Map<string, Stated>();
  return (environment) => {
    const stated = known.get(environment) ?? statedIn(settingsOf(environment));
    known.set(environment, stated);
    return stated;
  };
}

/** Whether settings have a value at a path of two keys or below it. */
const has = (settings: readonly KeyValue[], first: string, second: string): boolean =>
  settings.some(({ path }) => path[0] === first && path[1] === second);

/** A stated value, where the file has it. */
const given = <Key extends keyof Stated>(
  key: Key,
  value: Stated[Key] | undefined,
): Pick<Stated, Key> | object => (value === undefined ? {} : { [key]: value });

function statedBoundary(settings: readonly KeyValue[]): Pick<Stated, "permissionsBoundary"> {
  const value = statedAt(settings, "permissionsBoundary");
  const kinds = textsBelow(settings, "permissionsBoundary");
  if (typeof value === "string") return { permissionsBoundary: value };
  return kinds === undefined ? {} : { permissionsBoundary: kinds };
}

/** Values of a section by key; undefined without any. */
function textsBelow(settings: readonly KeyValue[], section: string): Record<string, string> | undefined {
  const found = settings.flatMap(({ path: [first, key], value }) =>
    first === section && key !== undefined ? [[String(key), String(value)] as const] : [],
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function statedTypes(settings: readonly KeyValue[]): Pick<Stated, "instanceTypes"> {
  const byType = entriesBelow(settings, ["instanceTypes"]).map(([type, values]) => {
    const amount = (key: string): number => Number(statedAt(values, key) ?? 0);
    const stated = { vcpus: amount("vcpus"), memoryGiB: amount("memoryGiB"), pods: amount("pods") };
    return [type, { ...stated, gpus: amount("gpus") }] as const;
  });
  return byType.length > 0 ? { instanceTypes: Object.fromEntries(byType) } : {};
}

/** `cluster.admins`, and the role of Terraform. */
const statedAdministrators = (settings: readonly KeyValue[]): string[] =>
  settings
    .filter(
      ({ path: [section, key] }) => section === "cluster" && (key === "admins" || key === "deployerRole"),
    )
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter((value) => typeof value === "string");

const statedQuotas = (settings: readonly KeyValue[]): StatedQuotas =>
  Object.fromEntries(
    settings.flatMap(({ path: [section, name = ""], value }) =>
      section === "quotas" && isQuota(name) && typeof value === "number" ? [[name, value]] : [],
    ),
  );

const isQuota = (name: string | number): name is QuotaName => Object.hasOwn(QUOTAS, name);

/** Stated values of models. Settings name a model by its place in the list. */
function statedModels(settings: readonly KeyValue[]): ReadonlyMap<string, StatedModel> {
  return new Map(
    entriesBelow(settings, ["models"]).map(([, values]) => {
      const at = (path: string): unknown => statedAt(values, path);
      const amount = (path: string): number | undefined => {
        const value = at(path);
        return typeof value === "number" ? value : undefined;
      };
      const rate = (key: keyof Rates): number | undefined => amount(`requestsPerSecond.${key}`);
      const perPod = rate("perPod");
      const rates =
        perPod === undefined
          ? undefined
          : { perPod, peak: rate("peak"), average: rate("average"), answerTokens: rate("answerTokens") };
      const former = at("alsoPorts");
      const name = String(at("name"));
      const digest = at("manifestDigest");
      const metricsPath = at("metricsPath");
      const paths = at("paths");
      const objectives = statedObjectives(settings, name);
      const formerPorts = Array.isArray(former) ? former.filter((port) => typeof port === "number") : [];
      return [
        name,
        {
          rates,
          gpuMemoryGiB: amount("gpuMemoryGiB"),
          formerPorts,
          permissions: statedPermissions(valuesBelow(values, ["permissions"])),
          ...(typeof digest === "string" ? { manifestDigest: digest } : {}),
          ...(typeof metricsPath === "string" ? { metricsPath } : {}),
          ...(Array.isArray(paths) ? { paths: paths.map(String) } : {}),
          ...(objectives ? { objectives } : {}),
        },
      ] as const;
    }),
  );
}
