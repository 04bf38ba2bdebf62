import { type JsonObject, asObject } from "../../terraform/stack-json";
import { CONTROLLER_TAGS, ALB } from "../../evidence/load-balancers";
import { type NamedBlock, type TeardownFacts } from "./facts";
import { type Look } from "./look";
import { asItem, objectName, ownRelease } from "./objects";
import { type Item, type Kind, type Step } from "./step";

/** Kinds for which the load balancer controller keeps something in AWS. The bindings come last: it makes them for the others. */
const ENTRIES: Readonly<Record<string, Kind>> = {
  ingress: "ingresses.networking.k8s.io",
  service: "services",
  binding: "targetgroupbindings.elbv2.k8s.aws",
};

/**
 * Items are entries that no destroy of Terraform removes; stacks are those in the tags of the controller, of entries that a destroy of
 * their layer removes while the controller runs.
 */
export async function entryItems(look: Look): Promise<{ items: Item[]; stacks: Set<string> }> {
  const items: Item[] = [];
  const stacks = new Set<string>();
  for (const kind of Object.values(ENTRIES))
    for (const object of await look.objects(kind)) {
      if (kind === ENTRIES["service"] && asObject(object["spec"])["type"] !== "LoadBalancer") continue;
      const boundStack = stackOfBinding(object);
      const owner = ownerOf(look.facts, kind, object);
      if (boundStack !== undefined) {
        if (!stacks.has(boundStack)) items.push(asItem(kind, object, OF_CONTROLLER, "wait"));
      } else if (owner === undefined) items.push(asItem(kind, object, FOREIGN));
      else if (await look.inState(owner)) stacks.add(stackOf(kind, object));
      else {
        const because = `${owner.layer} declares its name as ${owner.address}, which its state lacks`;
        items.push(asItem(kind, object, because));
      }
    }
  return { items, stacks };
}

const FOREIGN = "no stack of the environment has it, and only the controller removes its load balancer";

const OF_CONTROLLER = "the controller made it for an Ingress or a Service, and removes it with that";

/** The block of the environment that made an object, itself or by a chart. */
const ownerOf = (facts: TeardownFacts, kind: string, object: JsonObject): NamedBlock | undefined =>
  facts.objects.find((each) => ENTRIES[each.kind] === kind && each.name === objectName(object).id) ??
  ownRelease(facts, object);

/** The stack of an Ingress or Service in the tags of the controller. */
function stackOf(kind: string, object: JsonObject): string {
  const group = asObject(asObject(object["metadata"])["annotations"])[`${ALB}group.name`];
  return kind === ENTRIES["ingress"] && group !== undefined ? String(group) : objectName(object).id;
}

/** The stack for which the controller made a binding, by its labels; undefined for any other object. */
function stackOfBinding(object: JsonObject): string | undefined {
  const labels = asObject(asObject(object["metadata"])["labels"]);
  for (const key of [CONTROLLER_TAGS.ingressStack, CONTROLLER_TAGS.serviceStack]) {
    const [group, namespace, name] = ["", "-namespace", "-name"].map((part) => labels[`${key}${part}`]);
    if (group !== undefined) return String(group);
    if (name !== undefined) return `${String(namespace)}/${String(name)}`;
  }
  return undefined;
}

export const entriesStep: Step = {
  id: "entries",
  layer: "platform",
  moment: "before the plan",
  title: "Ingresses, Services and TargetGroupBindings",
  why: "those of the platform go with it; only the load balancer controller, which goes then too, removes load balancers and finalizers of others",
  needs: "kubectl",
  look: [`kubectl get ${Object.values(ENTRIES).join(",")} --all-namespaces`],
  find: async (look) => (await entryItems(look)).items,
};
