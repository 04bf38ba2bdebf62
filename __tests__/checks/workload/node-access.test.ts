import { nodeAccess } from "../../../src/checks/workload/node-access";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";

const found = (text: string): string[] =>
  foundBy(nodeAccess, environmentWithOwnFile("mlapp", "models", text));

const manifest = (kind: string, apiVersion: string, spec: string, namespace = "mlapp"): string =>
  `resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "${apiVersion}"
    kind       = "${kind}"
    metadata   = { name = "a", namespace = "${namespace}" }
    spec       = ${spec}
  }
}`;
const SAFE = `{
  automountServiceAccountToken = false
  securityContext = { runAsNonRoot = true, runAsUser = 10001, seccompProfile = { type = "RuntimeDefault" } }
  containers = [{
    name            = "a"
    image           = "a:1"
    securityContext = { allowPrivilegeEscalation = false, capabilities = { drop = ["ALL"] } }
  }]
}`;
const volume = (source: string): string => `resource "kubernetes_persistent_volume_v1" "a" {
  metadata { name = "a" }
  spec {
    capacity     = { storage = "1Gi" }
    access_modes = ["ReadWriteOnce"]
    persistent_volume_source {
      ${source}
    }
  }
}`;
const namespace = (metadata: string): string => `resource "kubernetes_namespace_v1" "a" {
  metadata {
    name = "a"
    ${metadata}
  }
}`;
const label = (name: string, level: string): string => `resource "kubernetes_labels" "a" {
  api_version = "v1"
  kind        = "Namespace"
  metadata { name = "${name}" }
  labels = { "pod-security.kubernetes.io/enforce" = "${level}" }
}`;
const PRIVILEGED = 'labels = { "pod-security.kubernetes.io/enforce" = "privileged" }';

test.each<readonly [string, string, string]>([
  [
    "a volume that is the disk of a node",
    volume('host_path { path = "/" }'),
    "persistent volume a: it is the folder / of each node, so pods that claim it read and write files of nodes",
  ],
  [
    "a pod with the processes of its node",
    manifest(
      "Pod",
      "v1",
      '{ hostPID = true, containers = [{ name = "a", image = "busybox" }] }',
      "kube-system",
    ),
    "Pod a: hostPID is true",
  ],
  [
    "a Deployment with a privileged container",
    manifest(
      "Deployment",
      "apps/v1",
      '{ template = { spec = { containers = [{ name = "a", securityContext = { privileged = true } }] } } }',
    ),
    "container a is privileged",
  ],
  [
    "a CronJob with a folder of its node",
    manifest(
      "CronJob",
      "batch/v1",
      `{ jobTemplate = { spec = { template = { spec = { volumes = [{ name = "root", hostPath = { path = "/" } }], containers = [] } } } } }`,
    ),
    "volume root is the folder / of its node",
  ],
  [
    "an init container with a port of the node",
    manifest(
      "Pod",
      "v1",
      '{ initContainers = [{ name = "b", ports = [{ containerPort = 1, hostPort = 1 }] }], containers = [] }',
    ),
    "container b uses port 1 of its node",
  ],
  [
    "a label that opens a namespace of models",
    label("mlapp", "privileged"),
    "labels mlapp: it lets namespace mlapp enforce privileged, and its pods need no more than restricted",
  ],
  [
    "an open namespace without a reason",
    namespace(PRIVILEGED),
    "namespace a: it enforces privileged, and no annotation private-eks-inference/why-privileged says why",
  ],
])("node-access finds %s", (_, text, problem) => {
  expect(found(text)).toEqual([expect.stringContaining(problem)]);
});

test.each<readonly [string, string]>([
  ["a volume of a driver", volume('csi {\n driver = "efs.csi.aws.com"\n volume_handle = "fs-1" \n}')],
  ["a pod of the level restricted", manifest("Pod", "v1", SAFE)],
  ["an object without pods", manifest("NodePool", "karpenter.sh/v1", '{ limits = { cpu = "100" } }')],
  ["a namespace without labels", namespace("")],
  ["a label that closes a namespace of others", label("keda", "restricted")],
  ["a label that opens a namespace of others", label("keda", "privileged")],
  ["a restricted namespace", namespace(PRIVILEGED.replace("privileged", "restricted"))],
  [
    "an open namespace with a reason",
    namespace(
      `${PRIVILEGED}\n annotations = { "private-eks-inference/why-privileged" = "agents read files of nodes" }`,
    ),
  ],
])("node-access accepts %s", (_, text) => {
  expect(found(text)).toEqual([]);
});

test.each(ENVIRONMENTS)("%s: no object gives pods a node", (environment) => {
  expect(foundBy(nodeAccess, environmentPlan(planOf(environment)))).toEqual([]);
});
