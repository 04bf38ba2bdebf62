import { formatPath } from "../../src/environment/problems";
import { environmentSchema } from "../../src/parts/environment-schema";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { readExpectation } from "../../src/environment/loader/expectation";
import { rules } from "../../src/environment/rules/all";

/** Rule violations of a changed reference environment, as `path: expected`. */
function found(environment: string, change: object): string[] {
  return rules(configWith(environment, change)).map(
    ({ path, expected }) => `${formatPath(path)}: ${expected}`,
  );
}

test.each(ENVIRONMENTS)("%s satisfies all rules", (environment) => {
  expect(found(environment, {})).toEqual([]);
});

test.each<[string, string, object]>([
  [
    "an internal entry without NAT needs no public ranges",
    "retail-forecast",
    { entry: { scheme: "internal" }, network: { publicSubnets: { cidrs: null } } },
  ],
  [
    "a small VPC needs no public ranges for an internal entry without NAT",
    "ml-inference-prod",
    {
      network: {
        egress: "none",
        vpcCidr: "10.0.0.0/22",
        privateSubnets: { cidrs: ["10.0.0.0/24", "10.0.1.0/24"] },
      },
    },
  ],
  [
    "an existing network needs no public ranges for an internal entry, also with NAT",
    "retail-forecast-console",
    { entry: { scheme: "internal" }, network: { egress: "single-nat", publicSubnets: { cidrs: null } } },
  ],
  [
    "public ranges of the file that an environment extends remain valid for an internal entry",
    "retail-forecast",
    { entry: { scheme: "internal" } },
  ],
])("%s", (_, environment, change) => {
  expect(found(environment, change)).toEqual([]);
});

const OTHER_ACCOUNT = "arn:aws:iam::999999999999:role/admin";
const model = { name: "m", image: { tag: "1" } };

test.each<[string, string, object, string]>([
  [
    "a zone is listed twice",
    "mlapp",
    { network: { zones: ["a", "b", "a"] } },
    "network.zones[2]: each entry of the list once",
  ],
  [
    "the VPC is too wide for AWS",
    "mlapp",
    { network: { vpcCidr: "10.0.0.0/8" } },
    "network.vpcCidr: a range from /16 to /28",
  ],
  [
    "planned subnets would be too small",
    "mlapp",
    { network: { vpcCidr: "10.0.0.0/25", egress: "none" }, entry: { scheme: "internal" } },
    "network.vpcCidr: /24 or wider if subnet ranges are planned",
  ],
  [
    "planned public subnets would be too small for an ALB",
    "mlapp",
    { network: { vpcCidr: "10.0.0.0/20" }, entry: { scheme: "internet-facing" } },
    "network.vpcCidr: /19 or wider if public subnet ranges are planned",
  ],
  [
    "a zone has no range",
    "retail-forecast",
    { network: { publicSubnets: { cidrs: ["10.0.1.0/24"] } } },
    "network.publicSubnets.cidrs: 2 ranges, one for each zone: a, b",
  ],
  [
    "a subnet is outside the VPC",
    "retail-forecast",
    { network: { privateSubnets: { cidrs: ["10.0.101.0/24", "10.9.0.0/24"] } } },
    "network.privateSubnets.cidrs[1]: a range inside the VPC's 10.0.0.0/16",
  ],
  [
    "two subnets overlap",
    "retail-forecast",
    { network: { privateSubnets: { cidrs: ["10.0.101.0/24", "10.0.2.128/25"] } } },
    "network.privateSubnets.cidrs[1]: a range that does not overlap 10.0.2.0/24",
  ],
  [
    "a public subnet is too small for an ALB",
    "retail-forecast",
    { network: { publicSubnets: { cidrs: ["10.0.1.0/24", "10.0.2.0/28"] } } },
    "network.publicSubnets.cidrs[1]: /27 or wider, as an ALB requires",
  ],
  [
    "flow logs are off without a reason",
    "retail-forecast",
    { network: { flowLogs: { enabled: false } } },
    "network.flowLogs.reason: the reason for enabled: false",
  ],
  [
    "flow logs have two destinations",
    "retail-forecast",
    { network: { flowLogs: { bucketArn: "arn:aws:s3:::company-flow-logs" } } },
    "network.flowLogs.bucketArn: flow logs at one destination",
  ],
  [
    "flow logs go to the folder that EC2 makes itself",
    "ml-inference-prod",
    { network: { flowLogs: { bucketArn: "arn:aws:s3:::company-flow-logs/ml/AWSLogs" } } },
    "network.flowLogs.bucketArn: a folder other than AWSLogs, which EC2 makes itself and refuses in the ARN (Amazon EC2 API, CreateFlowLogs)",
  ],
  [
    "only one of the two lists of subnet ranges is set",
    "retail-forecast",
    { network: { privateSubnets: { cidrs: null } } },
    "network.privateSubnets.cidrs: both lists of subnet ranges, or neither",
  ],
  [
    "only private ranges are set, and a NAT gateway needs a public subnet",
    "ml-inference-prod",
    { network: { privateSubnets: { cidrs: ["10.0.101.0/24", "10.0.102.0/24"] } } },
    "network.publicSubnets.cidrs: both lists of subnet ranges, or neither",
  ],
  [
    "an existing network with an internal entry has no subnet ranges",
    "retail-forecast-console",
    {
      entry: { scheme: "internal" },
      network: { publicSubnets: { cidrs: null }, privateSubnets: { cidrs: null } },
    },
    "network.existing: privateSubnets.cidrs besides it",
  ],
  [
    "an existing network has no subnet ranges",
    "retail-forecast-console",
    { network: { publicSubnets: { cidrs: null }, privateSubnets: { cidrs: null } } },
    "network.existing: publicSubnets.cidrs and privateSubnets.cidrs besides it",
  ],
  [
    "networkAcls is true for an existing network",
    "retail-forecast-console",
    { network: { networkAcls: true } },
    "network.networkAcls: false with network.existing, whose network ACLs Terraform does not change",
  ],
  [
    "the cluster names an unknown zone",
    "mlapp",
    { cluster: { zones: ["a", "c"] } },
    "cluster.zones[1]: one of network.zones: a, b",
  ],
  [
    "a node group names an unknown zone",
    "mlapp",
    { cluster: { nodeGroups: { general: { zones: ["d"] } } } },
    "cluster.nodeGroups.general.zones[0]: one of network.zones: a, b",
  ],
  [
    "the maximum of a node group is below its minimum",
    "mlapp",
    { cluster: { nodeGroups: { general: { minPerZone: 3 } } } },
    "cluster.nodeGroups.general.maxPerZone: at least 3, the value of minPerZone",
  ],
  [
    "there is no node group",
    "mlapp",
    { cluster: { nodeGroups: {} } },
    "cluster.nodeGroups: a node group without GPUs and without a taint NoSchedule, and with minPerZone of at least 1, for DNS and the add-ons",
  ],
  [
    "an admin role is in another account",
    "mlapp",
    { cluster: { admins: [OTHER_ACCOUNT] } },
    "cluster.admins[0]: an ARN of account 333344445555",
  ],
  [
    "the deployer role is in another account",
    "mlapp",
    { cluster: { deployerRole: OTHER_ACCOUNT } },
    "cluster.deployerRole: an ARN of account 333344445555",
  ],
  [
    "the API is open to the internet",
    "mlapp",
    { cluster: { apiAccess: { publicCidrs: ["0.0.0.0/0"] } } },
    "cluster.apiAccess.publicCidrs[0]: a range of your own networks, /8 or narrower",
  ],
  [
    "the certificate is in another region",
    "retail-forecast",
    { entry: { certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d" } },
    "entry.certificateArn: an ARN of region ap-southeast-1",
  ],
  ["HTTPS has no host", "mlapp", { entry: { host: null } }, "entry.host: the host name of the certificate"],
  [
    "HTTPS has no certificate",
    "retail-forecast",
    { entry: { certificateArn: null } },
    "entry.certificateArn: a certificate for HTTPS",
  ],
  [
    "plain HTTP has a certificate",
    "retail-forecast",
    { entry: { httpOnly: true } },
    "entry.certificateArn: no certificate with httpOnly",
  ],
  [
    "an NLB with a certificate has no host",
    "ml-inference-hardened",
    { entry: { host: null } },
    "entry.host: the host name of the certificate",
  ],
  [
    "an NLB with a certificate listens on the port of plain HTTP",
    "ml-inference-hardened",
    { entry: { port: 80 } },
    "entry.port: a port other than 80 with a certificate, since clients use plain HTTP on port 80",
  ],
  [
    "a Terraform ALB has two models",
    "retail-forecast-option-b",
    { models: [model, { ...model, name: "n" }] },
    "models: one model with entry.type terraform-alb, which has one target group",
  ],
  [
    "an existing ALB has no existing network",
    "retail-forecast-console",
    { network: { existing: null } },
    "entry.type: existing-alb only with network.existing",
  ],
  [
    "an internal load balancer allows all clients",
    "ml-inference-prod",
    { entry: { clientCidrs: ["0.0.0.0/0"] } },
    "entry.clientCidrs[0]: a range of your networks, /8 or narrower, for an internal load balancer",
  ],
  [
    "the namespace is one of Kubernetes",
    "mlapp",
    { namespace: "kube-system" },
    "namespace: a namespace that Kubernetes and the platform do not use, without the prefix kube-",
  ],
  [
    "two models have the same name",
    "ml-inference-prod",
    { models: [model, model] },
    "models[1].name: a name other than that of models[0]",
  ],
  [
    "a model has the name of the namespace's default service account",
    "ml-inference-prod",
    { models: [{ ...model, name: "default" }] },
    "models[0].name: a name that no other object in the namespace has",
  ],
  [
    "a model has the name of another model's load balancer Service",
    "ml-inference-prod",
    { models: [model, { ...model, name: "m-nlb" }] },
    "models[1].name: a name that no other object in the namespace has",
  ],
  [
    "two models serve the same path",
    "mlapp",
    { models: [model, { ...model, name: "n" }] },
    "models[1].paths[0]: a path that m does not serve",
  ],
  [
    "the maximum number of replicas is below the minimum",
    "mlapp",
    { models: [{ ...model, replicas: { min: 4, max: 3 } }] },
    "models[0].replicas.max: at least 4, the value of min",
  ],
  [
    "the memory limit is below the memory request",
    "mlapp",
    { models: [{ ...model, memoryRequest: "2Gi", memoryLimit: "1024Mi" }] },
    "models[0].memoryLimit: at least 2Gi, the value of memoryRequest",
  ],
  [
    "the ephemeral storage leaves no room for logs",
    "mlapp",
    { models: [{ ...model, tmpMiB: 100, modelCacheMiB: 900, ephemeralStorage: "1Gi" }] },
    "models[0].ephemeralStorage: at least 1064Mi: tmpMiB, modelCacheMiB and 64Mi for logs",
  ],
  [
    "the CPU limit is below the CPU request",
    "mlapp",
    { models: [{ ...model, cpuRequest: "2", cpuLimit: "1500m" }] },
    "models[0].cpuLimit: at least 2, the value of cpuRequest",
  ],
  [
    "a model names an unknown node group",
    "ml-inference-prod",
    { models: [{ ...model, nodeGroup: "gpu" }] },
    "models[0].nodeGroup: one of cluster.nodeGroups: general",
  ],
  [
    "a model with GPUs has no node group",
    "ml-inference-prod",
    { models: [{ ...model, gpus: 1 }] },
    "models[0].gpus: a nodeGroup with a GPU instance type",
  ],
  [
    "the node group of a model with GPUs has no GPUs",
    "ml-inference-prod",
    { models: [{ ...model, gpus: 1, nodeGroup: "general" }] },
    "models[0].gpus: a nodeGroup with a GPU instance type",
  ],
  [
    "a model without GPUs needs GPU memory",
    "ml-inference-prod",
    { models: [{ ...model, gpuMemoryGiB: 16 }] },
    "models[0].gpuMemoryGiB: no gpuMemoryGiB without GPUs",
  ],
  [
    "the average of the requests a second is above their peak",
    "ml-inference-prod",
    { models: [{ ...model, requestsPerSecond: { perPod: 5, peak: 10, average: 11 } }] },
    "models[0].requestsPerSecond.average: at most 10, the value of peak",
  ],
  [
    "a model that generates no tokens states those of an answer",
    "ml-inference-prod",
    { models: [{ ...model, requestsPerSecond: { perPod: 5, answerTokens: 250 } }] },
    "models[0].requestsPerSecond.answerTokens: no answerTokens without kind: llm",
  ],
  [
    "the node group of a model without GPUs has GPUs",
    "ml-inference-prod",
    {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
      models: [{ ...model, nodeGroup: "gpu" }],
    },
    "models[0].nodeGroup: a node group without GPUs for a model with gpus: 0",
  ],
  [
    "a model on Fargate listens on the kubelet's port",
    "mlapp",
    { models: [{ ...model, port: 10250 }] },
    "models[0].port: a port other than 10250, the kubelet's port on Fargate",
  ],
  [
    "a model on Fargate mounts secrets",
    "mlapp",
    { models: [{ ...model, secrets: ["key"] }] },
    "models[0].secrets: no secrets on Fargate, which has no DaemonSets to mount them",
  ],
  [
    "a model has a metricsPath, but prometheusRelease is not set",
    "ml-inference-prod",
    { models: [{ ...model, metricsPath: "/metrics" }] },
    "models[0].metricsPath: no metricsPath without components.prometheus or prometheusRelease",
  ],
  [
    "a model that drains by itself has the variable of its drain",
    "ml-inference-prod",
    { models: [{ ...model, drainsOnSigterm: true, environment: { DRAIN_SECONDS: "10" } }] },
    "models[0].environment.DRAIN_SECONDS: no DRAIN_SECONDS with drainsOnSigterm, which sets it",
  ],
])("fails when %s", (_when, environment, change, problem) => {
  expect(found(environment, change)).toContain(problem);
});

test.each([
  ["arn:aws:iam::111122223333:user/eve", "use an IAM role, not an IAM user"],
  ["arn:aws:iam::111122223333:group/ops", "use an IAM role, not an IAM group"],
  ["arn:aws:iam::111122223333:root", "use an IAM role, not the root user"],
  [
    "arn:aws:sts::111122223333:assumed-role/Admin/eve",
    "write the ARN of the IAM role, not of its session: arn:aws:iam::111122223333:role/Admin, with the path of the role if it has one",
  ],
  ["arn:aws:s3:::bucket", "copy the whole ARN of the role"],
  ["Admin", "copy the whole ARN of the role"],
])("fails when cluster.admins contains %s, which is not the ARN of a role", (arn, fix) => {
  const { error } = environmentSchema.shape.cluster.safeParse({ admins: [arn] });
  expect(error?.issues.map(({ message }) => readExpectation(message))).toEqual([
    { expected: "the ARN of an IAM role such as arn:aws:iam::111122223333:role/platform-admin", fix },
  ]);
});
