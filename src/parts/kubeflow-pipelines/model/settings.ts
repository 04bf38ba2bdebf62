import { parse } from "yaml";
import { CONTROLLER_SETTINGS, LAUNCHER_SETTINGS } from "../facts/kubeflow-pipelines";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { asObject, type Json, type JsonObject, text } from "../../../terraform/stack-json";
import { type KubernetesObject, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { variablesOf } from "../../../infrastructure/kubernetes-pods";
import { resolveReferences } from "../../../infrastructure/text-references";
import { type DeployedProgram, kubeflowPipelinesProgramsOf } from "./programs";

/** A place that names the bucket of artifacts. */
export interface ArtifactPlace {
  /** Where it is written, such as `OBJECTSTORECONFIG_BUCKETNAME`. */
  readonly where: string;
  readonly object: KubernetesObject;
  /** Keys that it must name. */
  readonly needs: readonly ("bucket" | "endpoint" | "region")[];
  /** @default - it names none */
  readonly bucket?: string;
  /** @default - it names none */
  readonly endpoint?: string;
  /** @default - it names none */
  readonly region?: string;
  /** Settings by which the program uses keys instead of its role, or no TLS. */
  readonly problems: readonly string[];
}

/** The ConfigMap with a name beside an API server; its data with references resolved. */
export function settingsNamed(
  plan: EnvironmentPlan,
  namespace: string,
  name: string,
): { readonly object: KubernetesObject; readonly data: Readonly<Record<string, string>> } | undefined {
  const object = objectsOf(plan).find("config_map", namespace, name);
  if (!object) return undefined;
  const { resource, api } = object;
  const data = Object.entries(asObject(api.data)).map(
    ([key, value]) => [key, resolveReferences(plan, { layer: resource.layer, value })] as const,
  );
  return { object, data: Object.fromEntries(data) };
}

/** YAML in a value of a ConfigMap; nothing if it cannot be read, as for a program that then stops. */
export function yamlIn(value: string | undefined): JsonObject {
  try {
    return asObject((parse(value ?? "") ?? null) as Json);
  } catch {
    return {};
  }
}

const optional = (key: string, value: Json | undefined): Readonly<Record<string, string>> =>
  text(value) === undefined || value === "" ? {} : { [key]: String(value) };

/** The object at a path; an empty one if there is none. */
export const objectAt = (value: Json | undefined, ...path: readonly string[]): JsonObject =>
  path.reduce((object, key) => asObject(object[key] ?? null), asObject(value ?? null));

/** Settings of Argo by the key of its ConfigMap. */
export const workflowSettings = (plan: EnvironmentPlan, namespace: string, key: string): JsonObject =>
  yamlIn(settingsNamed(plan, namespace, CONTROLLER_SETTINGS)?.data[key]);

/** Places of an environment that name the bucket of artifacts, by the program that reads them. */
export const artifactPlaces = memoizePerPlan((plan: EnvironmentPlan): readonly ArtifactPlace[] =>
  kubeflowPipelinesProgramsOf(plan).flatMap((program) => {
    switch (program.kind) {
      case "API server":
        return [ofServer(plan, program), ofLauncher(plan, program)];
      case "user interface":
        return [ofInterface(plan, program)];
      case "workflow controller":
        return ofArgo(plan, program);
      default:
        return [];
    }
  }),
);

function ofServer(plan: EnvironmentPlan, { pods }: DeployedProgram): ArtifactPlace {
  const variables = variablesOf(plan, pods);
  return {
    where: "OBJECTSTORECONFIG_BUCKETNAME",
    object: pods.owner,
    needs: ["bucket", "endpoint", "region"],
    ...optional("bucket", variables["OBJECTSTORECONFIG_BUCKETNAME"]),
    ...optional("endpoint", variables["OBJECTSTORECONFIG_HOST"]),
    ...optional("region", variables["OBJECTSTORECONFIG_REGION"]),
    problems:
      variables["OBJECTSTORECONFIG_SECURE"] === "true"
        ? []
        : ["OBJECTSTORECONFIG_SECURE is not true, so it calls S3 without TLS"],
  };
}

function ofLauncher(plan: EnvironmentPlan, { pods }: DeployedProgram): ArtifactPlace {
  const found = settingsNamed(plan, pods.owner.namespace, LAUNCHER_SETTINGS);
  const root = found?.data["defaultPipelineRoot"] ?? "";
  const provider = objectAt(yamlIn(found?.data["providers"]), "s3", "default");
  const isByRole = objectAt(provider, "credentials")["fromEnv"] === true;
  return {
    where: `defaultPipelineRoot of ${LAUNCHER_SETTINGS}`,
    object: found?.object ?? pods.owner,
    needs: ["bucket", "endpoint", "region"],
    ...optional("bucket", root.startsWith("s3://") ? root.split("/")[2] : undefined),
    ...optional("endpoint", provider["endpoint"]),
    ...optional("region", provider["region"]),
    problems: [
      ...(isByRole
        ? []
        : ["providers has no credentials with fromEnv true, so runs read a Secret with keys"]),
      ...(provider["disableSSL"] === true ? ["providers has disableSSL, so runs call S3 without TLS"] : []),
    ],
  };
}

/** It reads artifacts by their URI, and logs in the bucket of its variables if Argo archives them. */
function ofInterface(plan: EnvironmentPlan, { pods }: DeployedProgram): ArtifactPlace {
  const variables = variablesOf(plan, pods);
  const readsLogs = variables["ARGO_ARCHIVE_LOGS"] === "true";
  return {
    where: readsLogs ? "ARGO_ARCHIVE_BUCKETNAME" : "AWS_S3_ENDPOINT",
    object: pods.owner,
    needs: readsLogs ? ["bucket", "endpoint", "region"] : ["endpoint", "region"],
    ...optional("bucket", variables["ARGO_ARCHIVE_BUCKETNAME"]),
    ...optional("endpoint", variables["AWS_S3_ENDPOINT"]),
    ...optional("region", variables["AWS_REGION"]),
    problems: variables["AWS_SSL"] === "true" ? [] : ["AWS_SSL is not true, so it calls S3 without TLS"],
  };
}

/** Argo itself stores artifacts only with a repository. Kubeflow Pipelines needs none: the launcher stores them. */
function ofArgo(plan: EnvironmentPlan, { pods }: DeployedProgram): ArtifactPlace[] {
  const found = settingsNamed(plan, pods.owner.namespace, CONTROLLER_SETTINGS);
  if (found?.data["artifactRepository"] === undefined) return [];
  const s3 = objectAt(yamlIn(found.data["artifactRepository"]), "s3");
  return [
    {
      where: `artifactRepository of ${CONTROLLER_SETTINGS}`,
      object: found.object,
      needs: ["bucket", "endpoint", "region"],
      ...optional("bucket", s3["bucket"]),
      ...optional("endpoint", s3["endpoint"]),
      ...optional("region", s3["region"]),
      problems: [
        ...(s3["useSDKCreds"] === true
          ? []
          : ["artifactRepository has no useSDKCreds, so logs of steps need a Secret with keys"]),
        ...(s3["insecure"] === true ? ["artifactRepository has insecure, so Argo calls S3 without TLS"] : []),
      ],
    },
  ];
}

/** Names of the buckets with artifacts of pipelines. */
export const kubeflowPipelinesBuckets = (plan: EnvironmentPlan): string[] => [
  ...new Set(artifactPlaces(plan).flatMap(({ bucket }) => bucket ?? [])),
];
