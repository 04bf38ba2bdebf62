import { own } from "../../base/own";
import { GUARDS } from "../../evidence/guards";
import { STORED_DATA } from "../../evidence/stored-data";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { Aws } from "./aws";
import { Kubectl } from "./kubectl";
import { protectedAddresses } from "./protection";
import { kubernetesObject } from "../repair/kubernetes-rules";
import { providerRegion } from "../repair/search";
import { type Ended, type Session, inFolder } from "./session";
import { type DeployedStack } from "./stacks";
import known from "./aws-looks.json";

/** An object that Terraform destroys and creates at the next apply, since its creation ended with an error. */
interface Tainted {
  readonly address: string;
  readonly type: string;
  readonly attributes: JsonObject;
}

/** The object in AWS or in the cluster, or why it is not complete. What failed never had pods or clients. */
type Seen = "complete" | "absent" | "failed" | { readonly status: string };

/**
 * Names tainted objects that hold data, pods or a way in, before a plan would replace them, and removes the taint of those that are
 * complete. The next plan then changes their settings, as those of any other. Returns their addresses.
 */
export async function untainted(session: Session, stack: DeployedStack): Promise<readonly string[] | Ended> {
  const freed: string[] = [];
  for (const each of holdersIn(stack, (await session.states.deployed(stack)) ?? {})) {
    const { address, type } = each;
    const seen = await (KUBERNETES_HOLDERS.test(type)
      ? Kubectl.connected(session, stack, (kubectl) => seenInCluster(kubectl, each))
      : seenInAws(session, stack, each));
    const says = (text: string) =>
      session.say(`${address} is tainted, since an apply ended with an error: ${text}`);
    const command = `${session.terraform} -chdir=${stack.folder} untaint '${address}'`;
    if (seen === "absent") says("it does not exist; the plan creates it");
    else if (seen === "failed") says("its creation failed and nothing runs in it; the plan replaces it");
    else if (seen !== "complete") {
      says(
        `${seen.status}; nothing is planned, since a plan would delete it; when it is complete: ${command}`,
      );
      return "failed";
    } else {
      says(`it exists and is complete; to keep it, where a plan would delete it: ${command}`);
      if (!(await session.ask(`keep ${address}, and remove its taint?`))) return "declined";
      if (!(await inFolder(session, stack).untaint(address))) return "failed";
      freed.push(address);
    }
  }
  return freed;
}

/** Whether a plan deletes none of the objects that were kept. Says which arguments force their replacement. */
export async function keeps(
  session: Session,
  stack: DeployedStack,
  kept: readonly string[],
): Promise<boolean> {
  if (kept.length === 0) return true;
  const { resource_changes: changes } = await inFolder(session, stack).planned();
  const deleted = asArray(changes)
    .map(asObject)
    .filter(
      ({ address, change }) =>
        kept.includes(String(address)) && asArray(asObject(change)["actions"]).includes("delete"),
    );
  for (const { address, change } of deleted) {
    const forcing = asArray(asObject(change)["replace_paths"]).map((path) => String(asArray(path)[0]));
    session.say(
      `\n${String(address)} exists with other settings, and this plan would delete it because of ${[...new Set(forcing)].join(", ") || "the file"}: ` +
        "correct the environment's file, or, if nothing needs what is in it, delete it by hand; nothing is applied",
    );
  }
  return deleted.length === 0;
}

function holdersIn(stack: DeployedStack, state: JsonObject): Tainted[] {
  const kept = protectedAddresses(stack);
  return asArray(state["resources"])
    .map(asObject)
    .flatMap(({ type, name, instances }) =>
      asArray(instances)
        .map(asObject)
        .filter(({ status }) => status === "tainted")
        .map(({ index_key: key, attributes }) => ({
          address: `${String(type)}.${String(name)}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
          type: String(type),
          attributes: asObject(attributes),
        })),
    )
    .filter(
      ({ address, type, attributes }) =>
        kept.includes(address.replace(/\[.*/, "")) ||
        holdsData(type, attributes) ||
        Object.hasOwn(AWS_LOOKS, type) ||
        KUBERNETES_HOLDERS.test(type),
    );
}

async function seenInAws(session: Session, stack: DeployedStack, tainted: Tainted): Promise<Seen> {
  const look = own(AWS_LOOKS, tainted.type);
  if (look === undefined)
    return { status: "look at it in AWS, since this command does not know what its type is when complete" };
  const { call, status: path, complete = "" } = look;
  const [service = "", command = "", ...options] = call.split(" ");
  const values = options.map((each) => (each.startsWith("-") ? each : String(tainted.attributes[each])));
  const aws = new Aws(session.programs, providerRegion(stack, tainted.address));
  const answer = await aws.try(`${service} ${command}`, ...values);
  if ("error" in answer)
    return /NotFound|NoSuch|\(404\)/.test(answer.error)
      ? "absent"
      : { status: answer.error.split("\n").at(-1) ?? "" };
  if (path === undefined) return "complete";
  const status = path
    .split(".")
    .reduce<Json | undefined>(
      (value, key) => (Array.isArray(value) ? value[Number(key)] : asObject(value)[key]),
      answer.value,
    );
  if (status === undefined) return "absent";
  if (status === "CREATE_FAILED" && !holdsData(tainted.type, tainted.attributes)) return "failed";
  const isComplete = new RegExp(complete).test(String(status));
  return isComplete ? "complete" : { status: `its status is ${String(status)}` };
}

async function seenInCluster(kubectl: Kubectl, { type, attributes }: Tainted): Promise<Seen> {
  if (type === "helm_release") {
    const labels = `owner=helm,name=${String(attributes["name"])}`;
    const secrets = await kubectl.get("secrets", "-n", String(attributes["namespace"]), "-l", labels);
    const states = asArray(asObject(secrets)["items"]).map(
      (each) => asObject(asObject(asObject(each)["metadata"])["labels"])["status"],
    );
    if (states.includes("deployed")) return "complete";
    // A revision that was deployed once is superseded by the next one. Without any, no pod of the release was ever ready.
    return states.includes("superseded") ? { status: "it has no deployed revision" } : "failed";
  }
  const [kind, name, ...within] = kubernetesObject(type, attributes);
  const object = await kubectl.get(kind, name, ...within, "--ignore-not-found");
  if (object === null) return "absent";
  const { metadata, spec, status } = asObject(object);
  if (asObject(metadata)["deletionTimestamp"] !== undefined) return { status: "it is being deleted" };
  const waits = kind === "ingress" || asObject(spec)["type"] === "LoadBalancer";
  const hosts = asArray(asObject(asObject(status)["loadBalancer"])["ingress"]);
  return waits && hosts.length === 0 ? { status: "it has no load balancer yet" } : "complete";
}

/** Whether objects of a type hold data: those whose data is known, and those with an argument against their deletion. */
const holdsData = (type: string, attributes: JsonObject): boolean =>
  Object.hasOwn(STORED_DATA, type) ||
  Object.keys(attributes).some((key) => GUARDS.some(({ argument }) => argument.test(key)));

/** Objects of Kubernetes that hold pods, volumes or an address of clients. */
const KUBERNETES_HOLDERS =
  /^(helm_release|kubernetes_(namespace|deployment|stateful_set|daemon_set|ingress|service|persistent_volume|persistent_volume_claim)(_v\d)?)$/;

/** A look at an object in AWS. */
interface AwsLook {
  /** Call of the AWS CLI, in which the name of an attribute is a placeholder for its value. */
  readonly call: string;
  /** Path of the status in the answer. @default - an object that is found is complete */
  readonly status?: string;
  /** Pattern of the status of a complete object. */
  readonly complete?: string;
}

/** Looks at emitted types that hold data, pods or a way in. */
const AWS_LOOKS: Readonly<Record<string, AwsLook>> = known.looks;
