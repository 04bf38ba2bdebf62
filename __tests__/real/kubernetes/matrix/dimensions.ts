/** A value of an option: what it adds to the file of an environment, and to each of its models. */
export interface Option {
  readonly name: string;
  readonly environment?: object;
  readonly model?: object;
}

/** Options of which an environment has one. The first value is accepted with the first values of all others. */
export interface Dimension {
  readonly name: string;
  readonly options: readonly Option[];
}

const ACCOUNT = "222233334444";

/** Placeholder for the region of an environment in the ARNs of other options. */
export const REGION = "{region}";

const key = (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/0a1b2c3d-0000-4000-8000-${id}`;
const CERTIFICATE = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/0a1b2c3d-0000-4000-8000-${ACCOUNT}`;
const WEB_ACL = `arn:aws:wafv2:${REGION}:${ACCOUNT}:regional/webacl/models/0a1b2c3d-0000-4000-8000-${ACCOUNT}`;

const group = (...instanceTypes: string[]) => ({ instanceTypes, minPerZone: 2, maxPerZone: 12 });
const general = (nodes: object) => ({ cluster: { nodeGroups: { general: nodes } } });

/** Options that decide about Kubernetes objects, nodes, or what charts and add-ons create. */
export const DIMENSIONS: readonly Dimension[] = [
  {
    name: "pods on",
    options: [
      { name: "any group" },
      {
        name: "a group of their own",
        environment: { cluster: { nodeGroups: { own: group("m7i.xlarge") } } },
        model: { nodeGroup: "own" },
      },
      {
        name: "GPUs",
        environment: { cluster: { nodeGroups: { gpu: group("g5.xlarge") } } },
        model: { nodeGroup: "gpu", gpus: 1 },
      },
      { name: "Fargate", environment: { cluster: { fargate: true } } },
    ],
  },
  {
    name: "nodes",
    options: [
      { name: "m7i.2xlarge", environment: general(group("m7i.2xlarge")) },
      { name: "m7g.xlarge", environment: general(group("m7g.xlarge")) },
      {
        name: "Spot",
        environment: general({ ...group("m6i.xlarge", "m5.xlarge"), capacityType: "SPOT", diskGiB: 100 }),
      },
      { name: "t3.medium", environment: general({ ...group("t3.medium"), minPerZone: 1 }) },
    ],
  },
  {
    name: "zones",
    options: [
      { name: "2", environment: { network: { zones: ["a", "b"] } } },
      { name: "3", environment: { network: { zones: ["a", "b", "c"] } } },
    ],
  },
  {
    name: "entry",
    options: [
      { name: "NLB", environment: { entry: { type: "nlb" } } },
      {
        name: "Ingress",
        environment: { entry: { type: "ingress", host: "api.example.com", certificateArn: CERTIFICATE } },
      },
      {
        name: "public Ingress",
        environment: {
          entry: {
            type: "ingress",
            scheme: "internet-facing",
            host: "api.example.com",
            certificateArn: CERTIFICATE,
            webAclArn: WEB_ACL,
          },
        },
      },
      {
        name: "ALB of Terraform",
        environment: {
          entry: { type: "terraform-alb", host: "api.example.com", certificateArn: CERTIFICATE },
        },
      },
    ],
  },
  {
    name: "egress",
    options: [
      { name: "NAT", environment: { network: { egress: "nat-per-az" } } },
      { name: "none", environment: { network: { egress: "none" } } },
    ],
  },
  {
    name: "replicas",
    options: [
      { name: "2 to 10", model: { replicas: { min: 2, max: 10 } } },
      { name: "1 fixed", model: { replicas: { min: 1, max: 1 } } },
      { name: "3 fixed", model: { replicas: { min: 3, max: 3 } } },
      { name: "4 to 6", model: { replicas: { min: 4, max: 6 } } },
    ],
  },
  { name: "models", options: [{ name: "1" }, { name: "2" }] },
  {
    name: "secrets",
    options: [
      { name: "none" },
      { name: "1", model: { secrets: ["team/key"] } },
      {
        name: "2 with a key",
        model: { secrets: [{ name: "team/other", kmsKeyArn: key("00000000000b") }, "plain"] },
      },
    ],
  },
  {
    name: "variables",
    options: [
      { name: "none" },
      { name: "1", model: { environment: { LOG_LEVEL: "info" } } },
      {
        name: "of all forms",
        model: { environment: { _: "", lower_case: "a: b\n# c", TEMPLATE: "$" + "{a} %{b} $(c)", N: "012" } },
      },
    ],
  },
  {
    name: "Kubernetes API",
    options: [{ name: "no" }, { name: "yes", model: { kubernetesApi: true } }],
  },
  {
    name: "metrics",
    options: [
      { name: "none" },
      {
        name: "scraped",
        environment: { prometheusRelease: "monitoring" },
        model: { metricsPath: "/metrics" },
      },
    ],
  },
  {
    name: "ports",
    options: [
      { name: "8080 and 80", model: { port: 8080, servicePort: 80 } },
      { name: "equal", model: { port: 5000, servicePort: 5000 } },
      { name: "lowest", model: { port: 80, servicePort: 1 } },
      { name: "highest", model: { port: 65535, servicePort: 65535 } },
    ],
  },
  {
    name: "probes",
    options: [
      { name: "default" },
      { name: "fast start", model: { startupSeconds: 10, healthPath: "/" } },
      { name: "slow start", model: { startupSeconds: 3600, healthPath: "/v1/models/api:health" } },
    ],
  },
  {
    name: "resources",
    options: [
      { name: "default" },
      { name: "limits", model: { cpuLimit: "1", memoryLimit: "1Gi" } },
      { name: "large", model: { cpuRequest: "1.5", memoryRequest: "3072Mi" } },
      { name: "small", model: { cpuRequest: "0.01", cpuLimit: "20e-3", memoryRequest: "16777216" } },
    ],
  },
  {
    name: "scaling",
    options: [
      { name: "by CPU" },
      { name: "by memory too", model: { replicas: { cpuPercent: 100, memoryPercent: 1 } } },
    ],
  },
  {
    name: "volumes",
    options: [
      { name: "default" },
      { name: "small", model: { tmpMiB: 1, modelCacheMiB: 1 } },
      { name: "large", model: { tmpMiB: 2048, modelCacheMiB: 4096, ephemeralStorage: "7Gi" } },
    ],
  },
  {
    name: "user",
    options: [
      { name: "default" },
      { name: "lowest", model: { runAsUser: 1 } },
      { name: "highest", model: { runAsUser: 2147483647 } },
    ],
  },
  {
    name: "image",
    options: [
      { name: "own repository" },
      { name: "public registry", model: { image: { repository: "ghcr.io/acme/model", tag: "v1_2.3-4" } } },
      { name: "digest", model: { image: { tag: "1.0.0", digest: `sha256:${"0a".repeat(32)}` } } },
    ],
  },
  {
    name: "observability",
    options: [
      { name: "no", environment: { cluster: { observability: false } } },
      { name: "yes", environment: { cluster: { observability: true } } },
    ],
  },
  {
    name: "version",
    options: [
      { name: "1.36", environment: { cluster: { version: "1.36" } } },
      { name: "1.35", environment: { cluster: { version: "1.35" } } },
    ],
  },
  {
    name: "region",
    options: [
      { name: "ap-southeast-2", environment: { region: "ap-southeast-2" } },
      { name: "us-east-1", environment: { region: "us-east-1" } },
      { name: "eu-west-1", environment: { region: "eu-west-1" } },
    ],
  },
  {
    name: "names",
    options: [
      { name: "short", model: { name: "m", paths: ["/m"] } },
      {
        name: "long",
        environment: { namespace: "n".repeat(63), cluster: { name: "c".repeat(100) } },
        model: { name: "m".repeat(63), paths: [`/${"p".repeat(199)}`, "/a.b~c:d"] },
      },
    ],
  },
  {
    name: "bucket",
    options: [
      { name: "created" },
      { name: "existing", environment: { modelBucket: { existingName: "team-models" } } },
      { name: "with a key", environment: { modelBucket: { kmsKeyArn: key("00000000000a") } } },
    ],
  },
];
