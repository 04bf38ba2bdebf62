import { chartLeftovers } from "../../../src/evidence/helm-leftovers";
import { looking } from "../../../src/deploy/teardown/connected";
import { Simulated, treated } from "./simulated";

const E = "ml-platform";
const object = (name: string, more: object = {}, meta: object = {}) => ({
  metadata: { name, namespace: "team", ...meta },
  ...more,
});
const ENDING = { deletionTimestamp: "2026-11-22T00:00:00Z" };
const items = (
  layer: "models" | "platform" | "cluster",
  id: string,
  answers: Record<string, object | string>,
) => new Simulated(E, answers).items(layer, id).then(treated);

test("OPS-02 Ingresses, Services with load balancers and bindings stop the run, ending ones are waited for", async () => {
  const found = await items("platform", "entries", {
    "kubectl get ingresses.networking.k8s.io": { items: [object("open"), object("ending", {}, ENDING)] },
    "kubectl get services": {
      items: [
        object("inner", { spec: { type: "ClusterIP" } }),
        object("outer", { spec: { type: "LoadBalancer" } }),
      ],
    },
    "kubectl get targetgroupbindings.elbv2.k8s.aws":
      'error: the server doesn\'t have a resource type "targetgroupbindings"',
  });
  expect(found).toEqual([
    "block ingresses.networking.k8s.io team/open",
    "wait ingresses.networking.k8s.io team/ending",
    "block services team/outer",
  ]);
});

test("OPS-02 Applications of the environment's Argo CD stop the run, those of others and without a finalizer stay", async () => {
  const finalizers = ["resources-finalizer.argocd.argoproj.io"];
  const machine = new Simulated(E, {
    "kubectl get applications.argoproj.io": {
      items: [
        object("child", {}, { finalizers, namespace: "argocd" }),
        object("free", {}, { namespace: "argocd" }),
        object("other", {}, { finalizers }),
        object("gone", {}, ENDING),
      ],
    },
  });
  const found = await machine.items("platform", "applications");
  expect(treated(found)).toEqual([
    "block applications.argoproj.io argocd/child",
    "name applications.argoproj.io argocd/free",
    "name applications.argoproj.io team/other",
    "wait applications.argoproj.io team/gone",
  ]);
  expect(found[0]?.because).toContain("deletes its objects");
});

test("OPS-02 NodeClaims stop the run; a cluster without Karpenter has none", async () => {
  const claims = { items: [{ metadata: { name: "general-1" } }] };
  expect(await items("platform", "node-claims", { "kubectl get nodeclaims.karpenter.sh": claims })).toEqual([
    "block nodeclaims.karpenter.sh general-1",
  ]);
  const unknown = 'error: the server doesn\'t have a resource type "nodeclaims"';
  expect(await items("platform", "node-claims", { "kubectl get nodeclaims.karpenter.sh": unknown })).toEqual(
    [],
  );
});

test("OPS-02 claims with a volume of the driver stop the run, and volumes that it deletes are waited for", async () => {
  const volume = (name: string, driver: string, phase: string, policy: string) =>
    object(name, {
      spec: { csi: { driver, volumeHandle: `vol-${name}` }, persistentVolumeReclaimPolicy: policy },
      status: { phase },
    });
  const claim = (name: string, volumeName?: string) => object(name, { spec: { volumeName } });
  const found = await items("cluster", "claims", {
    "kubectl get persistentvolumes": {
      items: [
        volume("bound", "ebs.csi.aws.com", "Bound", "Delete"),
        volume("released", "ebs.csi.aws.com", "Released", "Delete"),
        volume("kept", "ebs.csi.aws.com", "Released", "Retain"),
        volume("files", "s3.csi.aws.com", "Bound", "Retain"),
      ],
    },
    "kubectl get persistentvolumeclaims": {
      items: [claim("data", "bound"), claim("weights", "files"), claim("pending")],
    },
  });
  expect(found).toEqual([
    "block persistentvolumeclaims team/data",
    "wait persistentvolumes team/released (vol-released)",
    "name persistentvolumes team/kept (vol-kept)",
  ]);
});

describe("OPS-02 webhooks without a pod", () => {
  const SERVICE = { clientConfig: { service: { namespace: "team", name: "hook" } } };
  const RELEASE = {
    "meta.helm.sh/release-name": "aws-load-balancer-controller",
    "meta.helm.sh/release-namespace": "kube-system",
  };
  const slice = (ready: boolean) => ({
    items: [
      object(
        "hook-1",
        { endpoints: [{ conditions: { ready } }] },
        { labels: { "kubernetes.io/service-name": "hook" } },
      ),
    ],
  });
  const answers = (webhook: object, annotations: object, endpoints: object) => ({
    "kubectl get validatingwebhookconfigurations": {
      items: [{ metadata: { name: "a", annotations }, webhooks: [webhook] }],
    },
    "kubectl get endpointslices.discovery.k8s.io": endpoints,
  });
  const NONE = { items: [] };

  test.each([
    [
      "fails closed, no pod",
      { ...SERVICE, failurePolicy: "Fail" },
      NONE,
      ["block validatingwebhookconfigurations a"],
    ],
    ["no policy is Fail", SERVICE, slice(false), ["block validatingwebhookconfigurations a"]],
    ["fails closed, a pod is ready", { ...SERVICE, failurePolicy: "Fail" }, slice(true), []],
    ["fails open", { ...SERVICE, failurePolicy: "Ignore" }, NONE, []],
    ["a URL outside of the cluster", { clientConfig: { url: "https://a" } }, NONE, []],
  ])("before the models: %s", async (_, webhook, endpoints, expected) =>
    expect(await items("models", "webhooks", answers(webhook, RELEASE, endpoints))).toEqual(expected),
  );

  test("after the platform, those of releases that its state had are deleted, and others named", async () => {
    const machine = new Simulated(E, answers(SERVICE, RELEASE, NONE));
    const { address } =
      machine.facts.releases.find(({ name }) => name === "aws-load-balancer-controller") ?? {};
    const find = (recorded: ReadonlySet<string>) =>
      looking(machine.session(), { ...machine.facts, recorded }, true, (look) =>
        machine.step("platform", "webhooks").find(look),
      ).then(treated);
    expect(await find(new Set([address ?? ""]))).toEqual(["delete validatingwebhookconfigurations a"]);
    expect(await find(new Set())).toEqual(["name validatingwebhookconfigurations a"]);
    const other = { ...RELEASE, "meta.helm.sh/release-namespace": "another" };
    expect(await items("platform", "webhooks", answers(SERVICE, other, NONE))).toEqual([
      "name validatingwebhookconfigurations a",
    ]);
  });
});

test("OPS-02 nine definitions stay after the controller and the driver of secrets, and Argo CD keeps three", () => {
  expect(
    chartLeftovers("aws-load-balancer-controller").definitions.length +
      chartLeftovers("secrets-store-csi-driver").definitions.length,
  ).toBe(9);
  expect(chartLeftovers("argo-cd").definitions).toContain("applications.argoproj.io");
  expect(chartLeftovers("kserve-crd").definitions).toEqual([]);
});

test("OPS-02 definitions of the platform's charts are named, and those of others are not", async () => {
  const names = [
    "targetgroupbindings.elbv2.k8s.aws",
    "secretproviderclasses.secrets-store.csi.x-k8s.io",
    "others.example.com",
  ];
  const found = await items("platform", "definitions", {
    "kubectl get customresourcedefinitions.apiextensions.k8s.io": {
      items: names.map((name) => ({ metadata: { name } })),
    },
    "kubectl get secretproviderclasses.secrets-store.csi.x-k8s.io": { items: [object("used")] },
  });
  expect(found.sort()).toEqual([
    "name customresourcedefinitions secretproviderclasses.secrets-store.csi.x-k8s.io",
    "name customresourcedefinitions targetgroupbindings.elbv2.k8s.aws",
  ]);
});

test("OPS-02 the lease of the controller is named, and no other", async () => {
  const lease = (name: string, namespace: string) => object(name, {}, { namespace });
  const found = await items("platform", "leases", {
    "kubectl get leases.coordination.k8s.io": {
      items: [
        lease("aws-load-balancer-controller-leader", "kube-system"),
        lease("aws-load-balancer-controller-leader", "another"),
        lease("of-others", "kube-system"),
      ],
    },
  });
  expect(found).toEqual(["name leases kube-system/aws-load-balancer-controller-leader"]);
});
