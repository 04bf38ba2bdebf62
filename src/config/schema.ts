import { z } from "zod";
import { expects } from "./loader/expects";
import { cluster } from "./schema/cluster";
import { entry } from "./schema/entry";
import { modelSchema } from "./schema/model";
import { network } from "./schema/network";
import { bucketName, freeText, kubernetesName, tagValue } from "./schema/values";

const waiver = z
  .strictObject({
    check: freeText(80).describe("Id of the check."),
    address: freeText(200).describe("Resource address that the finding names."),
    reason: freeText(500).describe("Why it is accepted."),
    until: z.iso
      .date(expects("a date such as 2027-03-31", "say when this is looked at again"))
      .describe("Last day on which it holds."),
  })
  .describe("A finding that is accepted for now.");

export const environmentSchema = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, expects("the 12 digits of an AWS account", 'write them in quotes: "111122223333"'))
    .describe("AWS account, in quotes. Terraform refuses to run in any other."),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, expects("an AWS region such as eu-west-1", "write the region's code"))
    .describe("AWS region."),
  project: tagValue(60).describe("Value of the tag `project`."),
  owner: tagValue(120).describe("Value of the tag `owner`: who answers for this environment."),
  repository: tagValue(200).describe("Value of the tag `repository`: where this configuration is kept."),
  namePrefix: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
      expects("3 to 24 lower-case letters, digits and -", "choose a shorter prefix"),
    )
    .optional()
    .describe("Start of the names of network resources. Default: the environment's name."),
  network,
  cluster,
  namespace: kubernetesName(63).default("models").describe("Kubernetes namespace of the models."),
  modelBucket: z
    .strictObject({
      existingName: bucketName()
        .optional()
        .describe("A bucket that exists. Default: one is made, named for environment and account."),
    })
    .prefault({})
    .describe("The S3 bucket that holds the files of models, each below its own prefix."),
  prometheusRelease: kubernetesName(53)
    .optional()
    .describe(
      "Helm release of the Prometheus Operator that runs in the cluster; models with `metricsPath` get a ServiceMonitor for it.",
    ),
  entry,
  models: z
    .array(modelSchema)
    .min(1, expects("at least one model", "describe a model API"))
    .describe("The model APIs."),
  waivers: z.array(waiver).default([]).describe("Findings of checks that are accepted, each until a day."),
});

/** An environment as written and validated, with defaults filled in. */
export type EnvironmentConfig = z.output<typeof environmentSchema>;
