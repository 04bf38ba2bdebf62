import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { bucketName, kmsKeyArn, objectPrefix } from "../../environment/values";
import { databaseSettingsSchema } from "../database-settings";

const bucketOfSteps = z
  .strictObject({
    name: bucketName().describe("Name of the bucket, which exists outside of this project."),
    prefix: objectPrefix().describe("Prefix of the objects, as a folder. Steps list and reach no others."),
    access: z
      .enum(["read", "write"])
      .describe("`read`, or `write` to read and to write. Steps delete no objects."),
    kmsKeyArn: kmsKeyArn()
      .optional()
      .describe(
        "Key of KMS that encrypts the objects. Its policy has to allow roles of this account. Default: none, S3 encrypts with its own key.",
      ),
  })
  .describe("A folder of a bucket.");

export const settings = z
  .strictObject({
    stepsImageTag: z
      .string()
      .regex(
        /^(?!latest$)\w[\w.-]{0,127}$/,
        expects("a tag of at most 128 letters, digits and _ . -", "write the tag that you pushed"),
      )
      .describe(
        "Tag of the image that you build from `images/pipeline-steps` and push to the repository of the output `kubeflow_pipelines_steps_repository`.",
      ),
    passwordDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe(
        "Days between two rotations of the password of the database. Its clients restart after each, and fail for up to ten minutes.",
      ),
    maxPods: z
      .int()
      .min(20)
      .max(1000)
      .default(60)
      .describe("Pods in the namespace at the same time: some ten programs, and the steps of all runs."),
    maxCpu: z
      .int()
      .min(4)
      .max(2000)
      .default(32)
      .describe("CPUs that all pods of the namespace may request at the same time."),
    maxMemoryGiB: z
      .int()
      .min(8)
      .max(16_000)
      .default(64)
      .describe("Memory that all pods of the namespace may request at the same time, in GiB."),
    maxGpus: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        "GPUs that all steps may request at the same time, on node groups with GPUs. A step requests them and tolerates the taint of these nodes in its pipeline. Default: none, Kubernetes refuses steps with GPUs.",
      ),
    stepsReach: z
      .strictObject({
        mlflow: z
          .boolean()
          .default(false)
          .describe(
            "Steps reach the server of `components.mlflow`, and find it by the variable `MLFLOW_TRACKING_URI`. It has no authentication, so every step reads and changes all of its runs and models.",
          ),
        buckets: z
          .array(bucketOfSteps)
          .default([])
          .describe(
            "Buckets of yours in the region of the environment. Synth adds the statements to the role of the steps, and the buckets to the policy of the S3 endpoint. With `permissionsBoundary`, the boundary has to allow them too.",
          ),
      })
      .prefault({})
      .describe(
        "Servers and buckets that steps reach, beside the programs and the artifacts of Kubeflow Pipelines.",
      ),
    database: databaseSettingsSchema("The MySQL database of runs and of the metadata of artifacts."),
  })
  .describe(
    "Kubeflow Pipelines in the namespace `kubeflow`, with a private MySQL database of Amazon RDS, and artifacts in a bucket of its own. See docs/parts/kubeflow-pipelines.md.",
  );

export type KubeflowPipelinesSettings = z.output<typeof settings>;

/** A bucket that steps reach. */
export type BucketOfSteps = KubeflowPipelinesSettings["stepsReach"]["buckets"][number];
