import figures from "../facts/figures.json";
import { z } from "../../base/zod";
import { KSERVE_SERVERS } from "../../facts/kserve-servers";
import { expects } from "../expects";
import { refusing } from "../loader/refused-keys";
import { containerKeys } from "./container";
import { imageRepository } from "./image-repository";
import { llmSchema } from "./model-llm";
import { weightsSchema } from "./model-weights";
import { permissions } from "./permissions";
import { requestRates } from "./request-rates";
import { byKey, kmsKeyArn, kubernetesName, objectPrefix, urlPath, clientPath, port } from "../values";
import { QUANTITIES } from "../quantities";

/** Largest user and group id that Kubernetes accepts (API reference, SecurityContext; seen on 1.36, 2026-11-21). */
const MAX_USER_ID = 2147483647;

/** Most seconds in which a model starts. */
export const LONGEST_START_SECONDS = 3600;

/** Replicas of a model whose file has none. */
export const REPLICA_DEFAULTS = { min: 2, cpuPercent: 70 } as const;

const secretName = () =>
  z
    .string()
    .regex(
      /^[\w/+=.@-]{1,512}$/,
      expects(
        "the name of a secret in Secrets Manager: letters, digits and / _ + = . @ -",
        "write the name, not the ARN",
      ),
    );

const secret = z
  .strictObject({
    name: secretName().describe("Name of the secret."),
    kmsKeyArn: kmsKeyArn().describe(
      "ARN of the KMS key that encrypts the secret, in the same region. Its policy must allow this account. The plan fails if the secret has another key.",
    ),
  })
  .describe("A secret that a customer managed key encrypts.");

const model = z
  .strictObject({
    name: kubernetesName(63).describe(
      "Name of the model's Deployment, Service and other resources. Names that become too long with a prefix or an ending, such as that of the IAM role, are shortened and get a hash.",
    ),
    kind: z
      .enum(["container", "kserve", "llm"])
      .default("container")
      .describe(
        "Program that answers: `container`, the server in `image`; `kserve`, the server of KServe for `format`, as an InferenceService, which requires `components.kserve`; `llm`, vLLM in `image` for the language model in `llm`.",
      ),
    format: z
      .enum(KSERVE_SERVERS.formats)
      .optional()
      .describe(
        `Format of the file in \`weights\` that a server of KServe loads, by the version of its library: ${KSERVE_SERVERS.libraries}. For \`kind: kserve\` only.`,
      ),
    llm: llmSchema.optional(),
    image: z
      .strictObject({
        repository: imageRepository()
          .optional()
          .describe(
            "Repository, without a tag. Default: a new ECR repository in the account, `<environment>/<name>`.",
          ),
        tag: z
          .string()
          .regex(
            /^(?!latest$)[\w][\w.-]{0,127}$/,
            expects(
              "a tag of up to 128 letters, digits and _ . -, starting with a letter, digit or _, and not latest",
              "write the version",
            ),
          )
          .describe("Exact tag, in quotes if it looks like a number."),
        digest: z
          .string()
          .regex(
            /^sha256:[0-9a-f]{64}$/,
            expects("sha256: and 64 hexadecimal digits", "copy the digest of the image"),
          )
          .optional()
          .describe("Digest of the image. If set, it selects the image, and the tag is informational."),
      })
      .optional()
      .describe("Container image of the model. Required, except for `kind: kserve`."),
    port: port()
      .default(8080)
      .describe(
        "TCP port that the container listens on. Probes, Service, target group and security-group rules use it.",
      ),
    alsoPorts: z
      .array(port())
      .default([])
      .describe(
        "Former ports that security groups keep open for pods that still listen on them. After a change of `port`, list the old one until the rollout has ended.",
      ),
    servicePort: port().default(80).describe("TCP port of the Service in the cluster."),
    paths: z
      .array(clientPath())
      .min(1)
      .default(["/predict"])
      .describe(
        "URL paths that clients call. Each path includes all paths below it. Default for `kind: llm`: `/<name>/v1`.",
      ),
    healthPath: urlPath()
      .default("/health")
      .describe("URL path that returns status 200 while the model can serve requests."),
    cpuRequest: QUANTITIES.cpu
      .schema()
      .default("250m")
      .describe("CPU request of each pod. Default for `kind: llm`: one for each GPU and one more."),
    cpuLimit: QUANTITIES.cpu
      .schema()
      .optional()
      .describe("CPU limit of each pod. Default: no limit, so that inference is not throttled."),
    memoryRequest: QUANTITIES.memory
      .schema()
      .default("512Mi")
      .describe(
        "Memory request of each pod. Default for `kind: llm`: that of its processes, buffers and memory volumes.",
      ),
    memoryLimit: QUANTITIES.memory
      .schema()
      .optional()
      .describe("Memory limit of each pod. Default: `memoryRequest`."),
    replicas: z
      .strictObject({
        min: z
          .int()
          .min(
            1,
            expects(
              "at least 1: CPU and the series of a server exist only while a pod runs, so nothing would start the first one",
              "write min: 1",
            ),
          )
          .max(1000)
          .default(REPLICA_DEFAULTS.min)
          .describe("Minimum number of pods."),
        max: z
          .int()
          .min(1)
          .max(1000)
          .default(10)
          .describe("Maximum number of pods. Default for `kind: llm`: `min`."),
        cpuPercent: z
          .int()
          .min(1)
          .max(100)
          .default(REPLICA_DEFAULTS.cpuPercent)
          .describe(
            "Target CPU utilization, in percent of `cpuRequest`. Above it, the autoscaler adds pods.",
          ),
        memoryPercent: z
          .int()
          .min(1)
          .max(100)
          .optional()
          .describe(
            "Target memory utilization, in percent of `memoryRequest`. Above it, the autoscaler adds pods. Default: no scaling by memory.",
          ),
        queue: z
          .strictObject({
            waiting: z
              .int()
              .min(1)
              .max(100_000)
              .default(figures.queue.waitingRequests)
              .describe("Waiting requests for each pod. Above it, the autoscaler adds pods."),
            running: z
              .int()
              .min(1)
              .max(100_000)
              .optional()
              .describe(
                `Running requests for each pod. Above it, the autoscaler adds pods. Default: ${figures.queue.runningShare * 100} % of the sequences of \`llm.maxLength\` for which the GPUs have memory; shorter requests allow more.`,
              ),
          })
          .optional()
          .describe(
            "Thresholds of a language model with `components.keda`, by the requests in its server. Default: its defaults.",
          ),
      })
      .prefault({})
      .describe("Bounds and targets of the HorizontalPodAutoscaler."),
    startupSeconds: z
      .int()
      .min(10)
      .max(LONGEST_START_SECONDS)
      .default(300)
      .describe(
        "Maximum time to load the model, in seconds. If it takes longer, Kubernetes restarts the container. The time to read `weights` is added to it. Default for `kind: llm`: twice the predicted time, and at least 600.",
      ),
    drainSeconds: z
      .int()
      .min(5)
      .max(3600)
      .optional()
      .describe(
        "Time in seconds that a terminating pod keeps serving before it receives SIGTERM, until the load balancer sends it nothing more. The grace period adds 75 s for open requests. Default: 300 for the entry type `nlb`, whose deregistration takes 3 to 5 minutes, otherwise 15.",
      ),
    drainsOnSigterm: z
      .boolean()
      .default(false)
      .describe(
        "For an image without the command `sleep`: it keeps accepting requests for `drainSeconds` after SIGTERM, then ends open requests and exits. It reads the seconds from the variable `DRAIN_SECONDS`. Pods then have no preStop hook. No check can prove it of an image.",
      ),
    tmpMiB: z
      .int()
      .min(1)
      .max(102400)
      .default(64)
      .describe("Size of the writable volume `/tmp`, in MiB. Default for `kind: llm`: 1024."),
    modelCacheMiB: z
      .int()
      .min(1)
      .max(1048576)
      .default(1024)
      .describe(
        "Size of the writable volume `/models` for files from the model bucket, in MiB. Default for `kind: llm`: 4096.",
      ),
    ephemeralStorage: QUANTITIES.memory
      .schema()
      .optional()
      .describe(
        `Request and limit of each pod for the node's disk: \`/tmp\`, \`/models\`, downloaded weights and logs. At least the total of \`tmpMiB\`, \`modelCacheMiB\` and a download, and ${figures.containerLogs.mib}Mi for logs. Kubernetes evicts a pod that uses more. Default: a request of that total without logs, and no limit.`,
      ),
    runAsUser: z
      .int()
      .min(1)
      .max(MAX_USER_ID)
      .default(10001)
      .describe(
        "User and group id of the process. Root (0) is not allowed. Default for `kind: llm`: 2000, the user of the image of vLLM.",
      ),
    environment: z
      .record(
        z
          .string()
          .regex(
            /^[A-Za-z_][A-Za-z0-9_]*$/,
            expects("letters, digits and _, not starting with a digit", "rename the variable"),
          ),
        z.string().max(32768),
      )
      .overwrite(byKey)
      .default({})
      .describe("Environment variables of the container, stored in a ConfigMap."),
    secrets: z
      .array(z.union([secretName(), secret]))
      .default([])
      .describe(
        "Secrets in AWS Secrets Manager, mounted as files in `/mnt/secrets`: names, or names with the key that encrypts them. They must exist before the models are planned. Terraform reads their keys, and never their values.",
      ),
    bucketPrefix: objectPrefix()
      .optional()
      .describe("Prefix of the model bucket that the pods can read. Default: `<name>/`."),
    manifestDigest: z
      .string()
      .regex(
        /^sha256:[0-9a-f]{64}$/,
        expects(
          "sha256: and 64 hexadecimal digits",
          "copy it from the log of the job that copied the version",
        ),
      )
      .optional()
      .describe(
        "SHA-256 of the manifest `NAME/VERSION.json` of a promoted version, whose prefix is `bucketPrefix`. An init container compares the files with it before the model starts. Default: none, so the content below the prefix is not pinned.",
      ),
    permissions,
    weights: weightsSchema.optional(),
    ...containerKeys,
    kubernetesApi: z
      .boolean()
      .default(false)
      .describe("Mounts a Kubernetes API token, with which the pods can read the model's ConfigMap."),
    nodeGroup: kubernetesName(20)
      .optional()
      .describe("Name of the node group that runs the pods. Default: any node group without a taint."),
    gpus: z
      .int()
      .min(0)
      .max(16)
      .default(0)
      .describe(
        "Number of GPUs for each pod. Requires a `nodeGroup` with a GPU instance type. Default for `kind: llm`: `llm.tensorParallel`.",
      ),
    gpuMemoryGiB: z
      .number()
      .gt(0)
      .max(4096)
      .optional()
      .describe(
        "GPU memory that a pod needs, in GiB, on all of its `gpus` together: weights, cache and the driver's share. The check `gpu-memory` compares it with the GPUs of the node group. Default: no check.",
      ),
    requestsPerSecond: requestRates.optional(),
    metricsPath: urlPath()
      .optional()
      .describe(
        "URL path of Prometheus metrics. Requires `components.prometheus` or `prometheusRelease`. A model with `kind: kserve` or `kind: llm` has none: its server has a path of its own, which Prometheus reads.",
      ),
  })
  .describe("A model API.");

export const modelSchema = refusing(model, {
  keys: ["containers", "sidecars", "sidecar", "initContainers", "extraContainers"],
  expected: "one container in each pod, for which requests, probes, ports and stopping are proved",
  fix: "start a second program with command of the image, or add it as a model of its own",
});
