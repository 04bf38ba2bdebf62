import { EBS } from "../../evidence/ebs-volumes";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type TeardownFacts } from "./facts";
import { entriesStep } from "./entries";
import { type Look } from "./look";
import { asItem, isEnding, objectName } from "./objects";
import { type Item, type Step } from "./step";
import { webhookSteps } from "./webhook-steps";

/** Steps that ask the Kubernetes API, in their order. */
export const kubernetesSteps = (facts: TeardownFacts): Step[] => [
  ...webhookSteps(facts),
  ...facts.releases
    .filter(({ chart }) => chart === "argo-cd")
    .map(({ namespace }) => applications(namespace)),
  entriesStep,
  nodeClaims,
  claimsStep(withNamespace),
];

/** The models are gone, and with them the Application of the environment, which would create these again. */
const applications = (argoCd: string): Step => ({
  id: "applications",
  layer: "platform",
  moment: "before the plan",
  title: "Applications of Argo CD",
  why: "the finalizer of an Application needs the controller of Argo CD, which goes with the platform",
  needs: "kubectl",
  look: ["kubectl get applicationsets.argoproj.io,applications.argoproj.io --all-namespaces"],
  find: async (look) => {
    const found: Item[] = [];
    for (const kind of ["applicationsets.argoproj.io", "applications.argoproj.io"] as const)
      for (const object of await look.objects(kind)) {
        const holds = hasFinalizer(object) && objectName(object).namespace === argoCd;
        const because = hasFinalizer(object)
          ? "no state has it, and its deletion deletes its objects"
          : "no state has it, and its objects stay";
        found.push(asItem(kind, object, because, holds ? "block" : "name"));
      }
    return found;
  },
});

const hasFinalizer = (object: JsonObject): boolean =>
  asArray(asObject(object["metadata"])["finalizers"]).length > 0;

const nodeClaims: Step = {
  id: "node-claims",
  layer: "platform",
  moment: "before the plan",
  title: "NodeClaims of Karpenter",
  why: "without Karpenter, nothing ends their instances, which then hold interfaces and groups of the VPC",
  needs: "kubectl",
  look: ["kubectl get nodeclaims.karpenter.sh"],
  find: async (look) =>
    (await look.objects("nodeclaims.karpenter.sh")).map((each) =>
      asItem("nodeclaims.karpenter.sh", each, BY_KARPENTER),
    ),
};

const BY_KARPENTER =
  "Karpenter ends its instance while it runs; delete its NodePool first, which would replace it";

const CLAIMS = "persistentvolumeclaims";

/**
 * Claims and volumes of the driver.
 *
 * @param goes whether a namespace is destroyed, with its claims. @default - none, as in an apply without the driver
 */
export const claimsStep = (goes: Goes = () => Promise.resolve(false)): Step => ({
  id: "claims",
  layer: "cluster",
  moment: "before the plan",
  title: "claims and their volumes",
  why: "only the EBS driver, which goes with the cluster, deletes their volumes",
  needs: "kubectl",
  look: ["kubectl get persistentvolumeclaims,persistentvolumes --all-namespaces"],
  find: (look) => claimsIn(look, goes),
});

type Goes = (look: Look, namespace: string) => Promise<boolean>;

const withNamespace: Goes = async (look, namespace) => {
  const found = look.facts.objects.find(({ kind, name }) => kind === "namespace" && name === namespace);
  return found !== undefined && look.inState(found);
};

async function claimsIn(look: Look, goes: Goes): Promise<Item[]> {
  const volumes = (await look.objects("persistentvolumes")).filter(
    (each) => asObject(asObject(each["spec"])["csi"])["driver"] === EBS.driver,
  );
  const names = volumes.map((each) => objectName(each).name);
  const found: Item[] = [];
  for (const claim of await look.objects(CLAIMS)) {
    if (!names.includes(String(asObject(claim["spec"])["volumeName"]))) continue;
    found.push(
      (await goes(look, objectName(claim).namespace))
        ? asItem(CLAIMS, claim, "Terraform deletes its namespace, and the driver then its volume", "wait")
        : asItem(CLAIMS, claim, "no destroy deletes it; with it, the driver deletes its volume and its data"),
    );
  }
  return [...found, ...volumes.flatMap((each) => released(each, look.facts.region))];
}

/** A volume without its claim: the driver deletes it, or it was kept on purpose. */
function released(volume: JsonObject, region: string): Item[] {
  const { persistentVolumeReclaimPolicy: policy, csi } = asObject(volume["spec"]);
  if (!isEnding(volume) && asObject(volume["status"])["phase"] !== "Released") return [];
  const handle = String(asObject(csi)["volumeHandle"]);
  const id = `${objectName(volume).id} (${handle})`;
  const remove = ["aws", "ec2", "delete-volume", "--region", region, "--volume-id", handle];
  return policy === "Delete"
    ? [{ kind: "persistentvolumes", id, treatment: "wait", because: "the driver deletes it", remove }]
    : [{ kind: "persistentvolumes", id, treatment: "name", because: "its class keeps the volume", remove }];
}
