import { cpuMillis, memoryMiB } from "../../../../src/base/quantities";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { setTimeout as wait } from "node:timers/promises";
import { type Api } from "./api";
import { createNode } from "./nodes-in-cluster";
import { type Watched } from "./watched";

/** Name of the scheduler that EKS writes into pods of a Fargate profile. */
export const FARGATE_SCHEDULER = "fargate-scheduler";

const NAME = "fargate-profiles";

/**
 * Replaces EKS's webhook and scheduler of Fargate: pods of a profile get a scheduler name of their own, and each runs
 * alone on a node with Fargate's taint.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html (2026-11-20)
 */
export async function startFargate(api: Api, plan: EnvironmentPlan, pods: Watched): Promise<void> {
  const selected = profilesOf(plan).map(selectorExpression);
  if (selected.length === 0) return;
  const version = (await api.has(`${GROUP}/v1`, "MutatingAdmissionPolicy")) ? "v1" : "v1beta1";
  for (const object of policy(`${GROUP}/${version}`, [PROBE, ...selected])) {
    const { status, body } = await api.apply(object);
    if (status >= 300) throw new Error(String(body["message"]));
  }
  while (!(await isActive(api))) await wait(100);
  const placed = new Set<string>();
  pods.onChange((change, pod) => {
    const { uid, name } = asObject(pod["metadata"]);
    const { schedulerName, nodeName } = asObject(pod["spec"]);
    if (schedulerName !== FARGATE_SCHEDULER) return;
    if (change === "DELETED") void api.call("DELETE", `/api/v1/nodes/${nodeOf(pod)}`);
    else if (nodeName === undefined && !placed.has(String(uid))) {
      placed.add(String(uid));
      place(api, pod).catch((error: unknown) => console.error(`${String(name)}: ${String(error)}`));
    }
  });
}

/** Selectors of all profiles: a namespace and labels, with `*` and `?`. */
const profilesOf = (plan: EnvironmentPlan): JsonObject[] =>
  plan.resources("aws_eks_fargate_profile").flatMap(({ config }) => {
    const { selector } = config;
    return (Array.isArray(selector) ? asArray(selector) : [selector ?? {}]).map(asObject);
  });

function selectorExpression({ namespace, labels }: JsonObject): string {
  const wanted = Object.entries(asObject(labels)).map(
    ([key, value]) =>
      `object.metadata.?labels[?${JSON.stringify(key)}].orValue("").matches(${pattern(String(value))})`,
  );
  return [`request.namespace.matches(${pattern(String(namespace))})`, NOT_OF_DAEMON_SET, ...wanted].join(
    " && ",
  );
}

/** Fargate runs no pods of DaemonSets. */
const NOT_OF_DAEMON_SET = `!object.metadata.?ownerReferences.orValue([]).exists(o, o.kind == "DaemonSet")`;

/** A pod that is only tried out, to see when the policy works. */
const PROBE = `request.namespace == "default" && object.metadata.?name.orValue("") == "${NAME}"`;

const pattern = (text: string): string => {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return JSON.stringify(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
};

const GROUP = "admissionregistration.k8s.io";

const policy = (apiVersion: string, selected: readonly string[]): JsonObject[] => [
  {
    apiVersion,
    kind: "MutatingAdmissionPolicy",
    metadata: { name: NAME },
    spec: {
      failurePolicy: "Fail",
      reinvocationPolicy: "Never",
      matchConstraints: {
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
        ],
      },
      matchConditions: [{ name: "selected", expression: selected.map((each) => `(${each})`).join(" || ") }],
      mutations: [
        {
          patchType: "ApplyConfiguration",
          applyConfiguration: {
            expression: `Object{spec: Object.spec{schedulerName: "${FARGATE_SCHEDULER}"}}`,
          },
        },
      ],
    },
  },
  {
    apiVersion,
    kind: "MutatingAdmissionPolicyBinding",
    metadata: { name: NAME },
    spec: { policyName: NAME },
  },
];

/** Whether the policy changes pods yet; the API server reads policies from a watch. */
async function isActive(api: Api): Promise<boolean> {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: NAME },
    spec: { containers: [{ name: "none", image: "none" }] },
  };
  const { body } = await api.call("POST", "/api/v1/namespaces/default/pods?dryRun=All", pod);
  return asObject(body["spec"])["schedulerName"] === FARGATE_SCHEDULER;
}

/** Parts of a pod that Fargate does not support. */
function unsupportedIn(spec: JsonObject): string[] {
  const containers = asArray(spec["containers"]).map(asObject);
  const volumes = asArray(spec["volumes"]).map(asObject);
  const found: Readonly<Record<string, boolean>> = {
    hostNetwork: spec["hostNetwork"] === true,
    hostPath: volumes.some(({ hostPath }) => hostPath !== undefined),
    csi: volumes.some(({ csi }) => csi !== undefined),
    privileged: containers.some(({ securityContext }) => asObject(securityContext)["privileged"] === true),
    hostPort: containers
      .flatMap(({ ports }) => asArray(ports).map(asObject))
      .some(({ hostPort }) => hostPort !== undefined),
    gpu: containers.some(({ resources }) =>
      Object.keys(asObject(asObject(resources)["limits"])).some((key) => /gpu|neuron/.test(key)),
    ),
  };
  return [...Object.keys(found).filter((key) => found[key]), ...tooLarge(containers)];
}

/**
 * The largest size of a Fargate pod, less the 256 MB that Fargate adds for its own programs.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html (2026-11-20)
 */
const LARGEST = { cpuMillis: 16_000, memoryMiB: 120 * 1024 - 256 } as const;

function tooLarge(containers: readonly JsonObject[]): string[] {
  const requests = containers.map(({ resources }) => asObject(asObject(resources)["requests"]));
  const sum = (key: string, read: (text: string) => number): number =>
    requests.reduce((all, each) => all + (each[key] === undefined ? 0 : read(String(each[key]))), 0);
  return sum("cpu", cpuMillis) > LARGEST.cpuMillis || sum("memory", memoryMiB) > LARGEST.memoryMiB
    ? ["requests above 16 vCPU or 120 GB"]
    : [];
}

const nodeOf = (pod: JsonObject): string => `fargate-${String(asObject(pod["metadata"])["uid"])}`;

/** Makes a node for a pod and assigns the pod to it, unless Fargate does not support the pod. */
async function place(api: Api, pod: JsonObject): Promise<void> {
  const { name, namespace } = asObject(pod["metadata"]);
  const unsupported = unsupportedIn(asObject(pod["spec"]));
  if (unsupported.length > 0) {
    const message = `Pod not supported on Fargate: ${unsupported.join(", ")}`;
    const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
    await api.patchStatus({ ...pod, apiVersion: "v1", kind: "Pod" }, { conditions: [condition] });
    return;
  }
  const node = nodeOf(pod);
  const amounts = { cpu: "16", memory: "120Gi", pods: "1", "ephemeral-storage": "20Gi" };
  await createNode(api, {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node,
      labels: {
        "eks.amazonaws.com/compute-type": "fargate",
        "kubernetes.io/hostname": node,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
      },
    },
    spec: { taints: [{ key: "eks.amazonaws.com/compute-type", value: "fargate", effect: "NoSchedule" }] },
    status: { allocatable: amounts, capacity: amounts },
  });
  await api.send("POST", `/api/v1/namespaces/${String(namespace)}/pods/${String(name)}/binding`, {
    apiVersion: "v1",
    kind: "Binding",
    metadata: { name: name ?? "" },
    target: { apiVersion: "v1", kind: "Node", name: node },
  });
}
