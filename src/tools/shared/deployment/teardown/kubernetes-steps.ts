import { type JsonObject, asArray, asObject } from "../../../../proof/terraform-json/stack-json";
import { type TeardownFacts } from "./facts";
import { type Look } from "./look";
import { type Item, type Step } from "./step";
import { webhookSteps } from "./webhook-steps";

/** Steps that ask the Kubernetes API, in their order. */
export const kubernetesSteps = (facts: TeardownFacts): Step[] => [
  ...webhookSteps(facts),
  ...(facts.releases.some(({ chart }) => chart === "argo-cd") ? [applications] : []),
  entries,
  nodeClaims,
  claims,
];

const nameOf = (object: JsonObject): { name: string; namespace: string; id: string } => {
  const { name, namespace } = asObject(object["metadata"]);
  const place = typeof namespace === "string" ? namespace : "";
  return {
    name: String(name),
    namespace: place,
    id: place === "" ? String(name) : `${place}/${String(name)}`,
  };
};

const isEnding = (object: JsonObject): boolean =>
  asObject(object["metadata"])["deletionTimestamp"] !== undefined;

function removeCommand(kind: string, object: JsonObject): string[] {
  const { name, namespace } = nameOf(object);
  return ["kubectl", "delete", kind, name, ...(namespace === "" ? [] : ["--namespace", namespace])];
}

/** Objects that end are waited for. Others are of nobody that a destroy removes, so the run stops before them. */
const itemsOf = (kind: string, objects: readonly JsonObject[], why: string): Item[] =>
  objects.map((object) => ({
    kind,
    id: nameOf(object).id,
    treatment: isEnding(object) ? "wait" : "block",
    because: isEnding(object) ? "it ends, and its controller removes its finalizer" : why,
    remove: removeCommand(kind, object),
  }));

/** The models are gone, and with them the Application of the environment, which would create these again. */
const applications: Step = {
  id: "applications",
  layer: "platform",
  moment: "before the plan",
  title: "Applications of Argo CD",
  why: "the finalizer of an Application needs the controller of Argo CD, which goes with the platform",
  needs: "kubectl",
  look: ["kubectl get applicationsets.argoproj.io,applications.argoproj.io --all-namespaces"],
  find: async (look) => {
    const found: Item[] = [];
    for (const kind of ["applicationsets.argoproj.io", "applications.argoproj.io"])
      for (const object of await look.objects(kind))
        found.push({
          kind,
          id: nameOf(object).id,
          treatment: isEnding(object) ? "wait" : "delete",
          because: `Argo CD of this environment manages it${hasFinalizer(object) ? ", and deletes its objects with it" : ""}`,
          remove: [...removeCommand(kind, object), "--wait=false"],
        });
    return found;
  },
};

const hasFinalizer = (object: JsonObject): boolean =>
  asArray(asObject(object["metadata"])["finalizers"]).length > 0;

const ENTRIES = ["ingresses.networking.k8s.io", "services", "targetgroupbindings.elbv2.k8s.aws"] as const;

/** Ingresses, Services and TargetGroupBindings with something in AWS. */
export async function entriesIn(look: Look): Promise<Item[]> {
  const found: Item[] = [];
  for (const kind of ENTRIES) {
    const objects = (await look.objects(kind)).filter(
      (each) => kind !== "services" || asObject(each["spec"])["type"] === "LoadBalancer",
    );
    found.push(
      ...itemsOf(kind, objects, "it is not of the models, and only the controller removes its load balancer"),
    );
  }
  return found;
}

const entries: Step = {
  id: "entries",
  layer: "platform",
  moment: "before the plan",
  title: "Ingresses, Services and TargetGroupBindings",
  why: "only the load balancer controller, which goes with the platform, removes their load balancers and finalizers",
  needs: "kubectl",
  look: [`kubectl get ${ENTRIES.join(",")} --all-namespaces`],
  find: entriesIn,
};

const nodeClaims: Step = {
  id: "node-claims",
  layer: "platform",
  moment: "before the plan",
  title: "NodeClaims of Karpenter",
  why: "without Karpenter, nothing ends their instances, which then hold interfaces and groups of the VPC",
  needs: "kubectl",
  look: ["kubectl get nodeclaims.karpenter.sh"],
  find: async (look) =>
    itemsOf(
      "nodeclaims.karpenter.sh",
      await look.objects("nodeclaims.karpenter.sh"),
      "Karpenter ends its instance while it runs; delete its NodePool first, which would replace it",
    ),
};

const EBS_DRIVER = "ebs.csi.aws.com";

export const claims: Step = {
  id: "claims",
  layer: "cluster",
  moment: "before the plan",
  title: "claims and their volumes",
  why: "only the EBS driver, which goes with the cluster, deletes their volumes",
  needs: "kubectl",
  look: ["kubectl get persistentvolumeclaims,persistentvolumes --all-namespaces"],
  find: async (look) => {
    const volumes = (await look.objects("persistentvolumes")).filter(
      (each) => asObject(asObject(each["spec"])["csi"])["driver"] === EBS_DRIVER,
    );
    const names = volumes.map((each) => nameOf(each).name);
    const bound = (await look.objects("persistentvolumeclaims")).filter((each) =>
      names.includes(String(asObject(each["spec"])["volumeName"])),
    );
    return [
      ...itemsOf(
        "persistentvolumeclaims",
        bound,
        "no destroy deletes it; with it, the driver deletes its volume and its data",
      ),
      ...volumes.flatMap((each) => released(each)),
    ];
  },
};

/** A volume without its claim: the driver deletes it, or it was kept on purpose. */
function released(volume: JsonObject): Item[] {
  const { persistentVolumeReclaimPolicy: policy, csi } = asObject(volume["spec"]);
  if (!isEnding(volume) && asObject(volume["status"])["phase"] !== "Released") return [];
  const id = `${nameOf(volume).id} (${String(asObject(csi)["volumeHandle"])})`;
  const remove = ["aws", "ec2", "delete-volume", "--volume-id", String(asObject(csi)["volumeHandle"])];
  return policy === "Delete"
    ? [{ kind: "persistentvolumes", id, treatment: "wait", because: "the driver deletes it", remove }]
    : [{ kind: "persistentvolumes", id, treatment: "name", because: "its class keeps the volume", remove }];
}
