import * as fc from "fast-check";
import {
  DEREGISTRATION_DELAY_SECONDS,
  GRACE_PERIOD_SECONDS,
  LONGEST_SILENCE_SECONDS,
  PRE_STOP_SECONDS,
} from "../../../src/constructs/model-api/drain";
import { entryLabels, modelLabels, modelSelector } from "../../../src/constructs/model-api/labels";
import { egressRules, ingressRules } from "../../../src/constructs/model-api/network-rules";
import { modelStatements } from "../../../src/constructs/model-api/permissions";
import { type PodProps, podTemplate } from "../../../src/constructs/model-api/pod";
import { probes } from "../../../src/constructs/model-api/probes";
import { SURGE_PERCENT, surgePods } from "../../../src/constructs/model-api/rollout";
import { secretProviderClass } from "../../../src/constructs/model-api/secrets";
import { namespaceLabels } from "../../../src/constructs/namespace/model-namespace";
import { quota } from "../../../src/constructs/namespace/quota";
import { awsLocation } from "../../../src/core/aws";

const FEWEST: PodProps = {
  name: "fraud-api",
  image: "example.com/fraud-api:1.0.0",
  port: 8080,
  healthPath: "/health",
  startupSeconds: 300,
  cpuRequest: "250m",
  memoryRequest: "512Mi",
  tmpMiB: 64,
  modelCacheMiB: 1024,
  runAsUser: 10001,
};
const IRELAND = awsLocation("111122223333", "eu-west-1");

const pod = (change: Partial<PodProps> = {}) => podTemplate({ ...FEWEST, ...change }, "abc").spec;
const container = (change: Partial<PodProps> = {}) => {
  const [only] = pod(change).container as unknown as Record<string, unknown>[];
  return only as Record<string, unknown>;
};

describe("pods", () => {
  test("API-02 a pod without a memory limit of its own may use what is reserved, and CPU without a limit", () => {
    expect(container()["resources"]).toEqual({
      requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "1088Mi" },
      limits: { memory: "512Mi" },
    });
  });

  test("API-02 given limits stand beside the requests", () => {
    expect(container({ cpuLimit: "1", memoryLimit: "1Gi" })["resources"]).toMatchObject({
      limits: { cpu: "1", memory: "1Gi" },
    });
  });

  test("API-02 GPUs are asked for, and their nodes' taint is tolerated", () => {
    expect(container({ gpus: 2 })["resources"]).toMatchObject({ limits: { "nvidia.com/gpu": "2" } });
    expect(pod({ gpus: 2 }).toleration).toEqual([
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ]);
  });

  test("API-02 without GPUs and node group a pod runs on any node without a taint", () => {
    expect(pod()).not.toHaveProperty("toleration");
    expect(pod()).not.toHaveProperty("nodeSelector");
  });

  test("API-02 a node group is chosen by the label that its nodes carry", () => {
    expect(pod({ nodeGroup: "gpu" }).nodeSelector).toEqual({ "private-eks-inference/node-group": "gpu" });
  });

  test("API-06 without secrets nothing is mounted for them", () => {
    expect(container()["volumeMount"]).toEqual([
      { name: "tmp", mountPath: "/tmp" },
      { name: "models", mountPath: "/models" },
    ]);
  });

  test("API-06 a changed ConfigMap changes the pods", () => {
    expect(podTemplate(FEWEST, "abc").metadata.annotations).not.toEqual(
      podTemplate(FEWEST, "abd").metadata.annotations,
    );
  });

  test("the selector is part of every pod's labels, and of no load balancer's Service", () => {
    const selector = modelSelector("fraud-api");
    expect(podTemplate(FEWEST, "abc").metadata.labels).toMatchObject(selector);
    expect(modelLabels("fraud-api")).toMatchObject(selector);
    expect(entryLabels("fraud-api")).not.toMatchObject(selector);
  });
});

describe("time", () => {
  test.each([
    [10, 1],
    [300, 30],
    [305, 31],
    [3600, 360],
  ])(
    "API-02 a model that loads for %i s gets %i start-up probes of 10 s",
    (startupSeconds, failureThreshold) => {
      expect(probes({ healthPath: "/health", startupSeconds }).startupProbe).toMatchObject({
        failureThreshold,
        periodSeconds: 10,
      });
    },
  );

  test("API-02 a pod that goes lives longer than the load balancer sends to it and than a request lasts", () => {
    expect(GRACE_PERIOD_SECONDS).toBeGreaterThan(PRE_STOP_SECONDS + LONGEST_SILENCE_SECONDS);
    expect(GRACE_PERIOD_SECONDS).toBeGreaterThanOrEqual(DEREGISTRATION_DELAY_SECONDS);
  });
});

describe("namespace", () => {
  test("API-01 the quota has room for all models at their most pods and a rollout of each", () => {
    const small = { maxReplicas: 10, cpuRequest: "250m", memoryRequest: "512Mi", memoryLimit: "1Gi" };
    const large = { maxReplicas: 1, cpuRequest: "2", memoryRequest: "8Gi", gpus: 1 };
    expect(quota([small, large], 2)).toEqual({
      pods: "15",
      "requests.cpu": "7250m",
      "requests.memory": `${13 * 512 + 2 * 8192}Mi`,
      "limits.memory": `${13 * 1024 + 2 * 8192}Mi`,
      "requests.nvidia.com/gpu": "2",
      "services.loadbalancers": "2",
      "services.nodeports": "0",
    });
  });

  test("API-01 the quota counts what a rollout adds as Kubernetes does: at least one pod, rounded up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (replicas) => {
        const exact = (replicas * SURGE_PERCENT) / 100;
        expect(surgePods(replicas)).toBeGreaterThanOrEqual(Math.max(exact, 1));
        expect(surgePods(replicas)).toBeLessThan(exact + 1);
      }),
    );
  });

  test("API-01 readiness gates are asked for by name", () => {
    const props = { name: "models", kubernetesVersion: "1.36", quota: {} };
    const gate = "elbv2.k8s.aws/pod-readiness-gate-inject";
    expect(namespaceLabels(props)).not.toHaveProperty([gate]);
    expect(namespaceLabels({ ...props, readinessGates: true })).toHaveProperty([gate], "enabled");
  });
});

describe("permissions", () => {
  test("API-07 a model without secrets in a bucket that exists reads its files and nothing else", () => {
    expect(modelStatements(IRELAND, { name: "registry", prefix: "fraud/" }, [])).toEqual([
      {
        Sid: "ReadModelFiles",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::registry/fraud/*",
      },
      {
        Sid: "ListModelFiles",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::registry",
        Condition: { StringLike: { "s3:prefix": "fraud/*" } },
      },
    ]);
  });

  test("API-06 a secret is named up to the six characters that Secrets Manager adds", () => {
    const statements = modelStatements(
      awsLocation("111122223333", "cn-north-1"),
      { name: "b", prefix: "p/" },
      ["a/b"],
    );
    expect(statements.at(-1)).toMatchObject({
      Resource: ["arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a/b-??????"],
    });
  });

  test("API-06 the secrets driver is told region and names, and no value", () => {
    const { spec } = secretProviderClass({
      name: "m",
      namespace: "n",
      region: "eu-west-1",
      secrets: ["a/b", "c"],
    });
    expect(spec).toEqual({
      provider: "aws",
      parameters: {
        region: "eu-west-1",
        objects: JSON.stringify([
          { objectName: "a/b", objectType: "secretsmanager" },
          { objectName: "c", objectType: "secretsmanager" },
        ]),
      },
    });
  });
});

describe("network rules", () => {
  const input = { port: 8501, loadBalancerCidrs: ["10.0.1.0/24"], endpointCidrs: ["10.0.101.0/24"] };

  test("API-08 pods are reached by the load balancer's subnets alone, on the container port", () => {
    expect(ingressRules(input)).toEqual([
      { from: [{ ipBlock: { cidr: "10.0.1.0/24" } }], ports: [{ port: "8501", protocol: "TCP" }] },
    ]);
  });

  test("API-09 Prometheus is admitted to the same port where it reads metrics", () => {
    expect(ingressRules({ ...input, scraped: true }).at(-1)).toEqual({
      from: [
        {
          namespaceSelector: {},
          podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
        },
      ],
      ports: [{ port: "8501", protocol: "TCP" }],
    });
  });

  test("API-08 without the Kubernetes API pods reach DNS and the endpoints", () => {
    const ports = egressRules(input).map((rule) => rule.ports);
    expect(ports).toEqual([
      [
        { port: "53", protocol: "UDP" },
        { port: "53", protocol: "TCP" },
      ],
      [{ port: "443", protocol: "TCP" }],
    ]);
  });

  test("API-08 the Kubernetes API is one address", () => {
    expect(egressRules({ ...input, apiServerIp: "172.20.0.1" }).at(-1)).toEqual({
      to: [{ ipBlock: { cidr: "172.20.0.1/32" } }],
      ports: [{ port: "443", protocol: "TCP" }],
    });
  });
});
