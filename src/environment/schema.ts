import { z } from "../base/zod";
import { expects } from "./expects";
import { permissionsBoundary } from "./schema/boundaries";
import { cluster } from "./schema/cluster";
import { entry } from "./schema/entry";
import { instanceTypes } from "./schema/instance-types";
import { podPriority } from "./schema/pod-priority";
import { prices } from "./schema/prices";
import { network } from "./schema/network";
import { quotas } from "./schema/quotas";
import { kubernetesName } from "./values";
import { modelSchema } from "./schema/model";
import { accountId, region, tagValue } from "./schema/values";
import { acceptedBlock, trustedName, waiver } from "./schema/accepted";
import { modelBucket } from "./schema/model-bucket";
import { accessLogsSchema } from "./schema/access-logs";
import { tagsSchema } from "./schema/tags";
import { chartsSchema } from "./schema/charts";

/** Keys that the parts of the platform add. */
interface PartKeys {
  /** Names of EKS add-ons. */
  readonly addons: readonly string[];
  /** Keys of parts under `components`, by the id of the part. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
}

export function environmentSchemaWith({ addons, settings }: PartKeys): EnvironmentSchema {
  const schema = baseSchema(addons);
  if (Object.keys(settings).length === 0) return schema;
  const parts = Object.entries(settings).map(([id, schema]) => [id, schema.optional()]);
  const components = z
    .strictObject(Object.fromEntries(parts) as Record<string, z.ZodType>)
    .optional()
    .describe("Parts of the platform with keys of their own. A key enables its part.");
  return schema.extend({ components });
}

type EnvironmentSchema = ReturnType<typeof baseSchema>;

const baseSchema = (addons: readonly string[]) =>
  z.strictObject({
    account: accountId().describe(
      "AWS account id, in quotes. Terraform refuses to run in any other account.",
    ),
    region: region().describe("AWS region of all resources."),
    project: tagValue(60).describe("Value of the `project` tag."),
    owner: tagValue(120).describe(
      "Value of the `owner` tag: the team that is responsible for the environment.",
    ),
    repository: tagValue(200).describe(
      "Value of the `repository` tag: the repository of this configuration.",
    ),
    namePrefix: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
        expects(
          "3 to 24 lowercase letters, digits and -, starting with a letter and not ending with -",
          "choose another prefix",
        ),
      )
      .optional()
      .describe(
        "Prefix of the names of network resources, node groups, IAM roles and alarms. Default: the name of the environment.",
      ),
    tags: tagsSchema,
    permissionsBoundary,
    network,
    cluster: cluster(addons),
    namespace: kubernetesName(63)
      .default("models")
      .describe("Kubernetes namespace of the models. The models stack creates it."),
    modelBucket,
    prometheusRelease: kubernetesName(53)
      .optional()
      .describe(
        "Name of the Helm release of a Prometheus Operator that you install in the cluster. `components.prometheus` needs no name. Each model with a `metricsPath`, `kind: kserve` or `kind: llm` gets a ServiceMonitor for it.",
      ),
    accessLogs: accessLogsSchema.optional(),
    podPriority: podPriority.optional(),
    keepSecretsDriver: z
      .boolean()
      .default(false)
      .describe(
        "Keeps the driver that mounts secrets although no model has secrets. Set it when the last secret of a model is removed, until the rollout has ended: a node cannot end a pod whose driver is gone.",
      ),
    entry,
    models: z
      .array(modelSchema)
      .min(1, expects("at least one model", "add a model API"))
      .describe("Model APIs, one Deployment and Service for each."),
    charts: chartsSchema,
    instanceTypes,
    prices: prices.optional(),
    quotas,
    waivers: z
      .array(waiver)
      .default([])
      .describe(
        "Findings of checks that are accepted, each until a date. Each waiver must accept a finding, except those of a file that the environment extends.",
      ),
    trusted: z
      .array(trustedName)
      .optional()
      .describe(
        "Accounts, regions, registries and other names of others that blocks may have, and names of AWS that this version does not know yet. Each entry must have a name of a block, except those of a file that the environment extends. Keys such as `kmsKeyArn` need no entry for their own value. Default: none.",
      ),
    acceptedBlocks: z
      .array(acceptedBlock)
      .optional()
      .describe(
        "Blocks of own Terraform files and components that are accepted although no check judges all of them, each until a date. Each entry must accept a block, except those of a file that the environment extends. Default: none.",
      ),
  });

/** An environment as written and validated, with defaults filled in. */
export type EnvironmentConfig = z.output<EnvironmentSchema> & {
  /** Keys of parts, by the id of the part. @default - none */
  readonly components?: Readonly<Record<string, unknown>>;
};
