import { z } from "zod";
import { expects } from "../loader/expects";
import { imageRepository } from "./image-repository";
import { kubernetesName } from "./values";

/** An IAM role name has 64 characters: 24 of the prefix, `-model-`, and the model's name. */
const LONGEST_MODEL_NAME = 33;

const cpu = () =>
  z
    .string()
    .regex(
      /^([1-9]\d*m|[1-9]\d*)$/,
      expects('CPU as Kubernetes writes it, such as "250m" or "2"', "give thousandths or whole CPUs"),
    );

const memory = () =>
  z
    .string()
    .regex(/^[1-9]\d*(Mi|Gi)$/, expects('memory in Mi or Gi, such as "512Mi"', "use Mi or Gi, not MB or GB"));

const urlPath = () =>
  z
    .string()
    .max(200)
    .regex(/^\/[\w./~:-]*$/, expects("a path that begins with /", "leave out host and query"));

const port = () => z.int().min(1).max(65535);

export const modelSchema = z
  .strictObject({
    name: kubernetesName(LONGEST_MODEL_NAME).describe(
      "Name of the Deployment, Service and all that belongs to the model.",
    ),
    image: z
      .strictObject({
        repository: imageRepository()
          .optional()
          .describe(
            "Repository without tag. Default: the environment's own ECR repository, named like the model.",
          ),
        tag: z
          .string()
          .regex(/^(?!latest$)[\w][\w.-]{0,127}$/, expects("an exact tag, never latest", "name the version"))
          .describe("Exact tag, in quotes where it looks like a number."),
        digest: z
          .string()
          .regex(
            /^sha256:[0-9a-f]{64}$/,
            expects("sha256: and 64 hex digits", "copy the digest of the image"),
          )
          .optional()
          .describe("Digest of the image; what runs is then exactly this, whatever the tag says."),
      })
      .describe("The container image."),
    port: port()
      .default(8080)
      .describe("Port that the container listens on. Probes, Service, target group and rules follow it."),
    servicePort: port().default(80).describe("Port of the Service inside the cluster."),
    paths: z
      .array(urlPath())
      .min(1)
      .default(["/predict"])
      .describe("Paths that clients call; each also covers what is below it."),
    healthPath: urlPath().default("/health").describe("Path that answers 200 while the model can serve."),
    cpuRequest: cpu().default("250m").describe("CPU that is reserved for each pod."),
    cpuLimit: cpu()
      .optional()
      .describe("Most CPU that a pod may use. Default: no limit, so that inference is not throttled."),
    memoryRequest: memory().default("512Mi").describe("Memory that is reserved for each pod."),
    memoryLimit: memory().optional().describe("Most memory that a pod may use. Default: what is reserved."),
    replicas: z
      .strictObject({
        min: z.int().min(1).max(1000).default(2).describe("Fewest pods."),
        max: z.int().min(1).max(1000).default(10).describe("Most pods."),
        cpuPercent: z
          .int()
          .min(1)
          .max(100)
          .default(70)
          .describe("CPU use, in percent of the request, above which pods are added."),
        memoryPercent: z
          .int()
          .min(1)
          .max(100)
          .optional()
          .describe(
            "Memory use, in percent of the request, above which pods are added. Default: memory does not count.",
          ),
      })
      .prefault({})
      .describe("How many pods run; the autoscaler decides."),
    startupSeconds: z
      .int()
      .min(10)
      .max(3600)
      .default(300)
      .describe("Longest time that loading the model may take, in seconds."),
    tmpMiB: z.int().min(1).max(102400).default(64).describe("Size of the writable `/tmp`, in MiB."),
    modelCacheMiB: z
      .int()
      .min(1)
      .max(1048576)
      .default(1024)
      .describe("Size of the writable `/models`, in MiB, for files read from the bucket."),
    runAsUser: z
      .int()
      .min(1)
      .max(4294967294)
      .default(10001)
      .describe("User and group id of the process; never root."),
    environment: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, expects("letters, digits and _", "rename the variable")),
        z.string().max(32768),
      )
      .default({})
      .describe("Environment variables, kept in a ConfigMap."),
    secrets: z
      .array(
        z
          .string()
          .regex(
            /^[\w/+=.@-]{1,512}$/,
            expects("the name of a secret in Secrets Manager", "write its name, not its ARN"),
          ),
      )
      .default([])
      .describe(
        "Secrets of AWS Secrets Manager, mounted as files below `/mnt/secrets`. Their values never reach Terraform.",
      ),
    bucketPrefix: z
      .string()
      .regex(
        /^[\w!.'()-]+(\/[\w!.'()-]+)*\/$/,
        expects("a prefix that ends with /", "such as fraud-detection/"),
      )
      .optional()
      .describe("Prefix in the model bucket that the pods may read. Default: `<name>/`."),
    kubernetesApi: z
      .boolean()
      .default(false)
      .describe("Gives the pods a token for the Kubernetes API, to read the model's own ConfigMap."),
    nodeGroup: kubernetesName(20)
      .optional()
      .describe("Node group that the pods run on. Default: any without a taint."),
    gpus: z.int().min(0).max(16).default(0).describe("GPUs for each pod; needs a `nodeGroup` of a GPU type."),
    metricsPath: urlPath().optional().describe("Path of Prometheus metrics; needs `prometheusRelease`."),
  })
  .describe("One model API.");

export type ModelConfig = z.output<typeof modelSchema>;
