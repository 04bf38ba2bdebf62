import { EBS } from "../../evidence/ebs-volumes";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Kubectl } from "../deploy/kubectl";
import { type Ended, type Session } from "../deploy/session";
import { KUBERNETES_RULES, kubernetesObject } from "./kubernetes-rules";

const TYPES = Object.keys(KUBERNETES_RULES).filter((type) => type.startsWith("kubernetes_"));

/** The label of every object that the stacks create. */
const LABEL = "app.kubernetes.io/managed-by=terraform";

/**
 * Volumes and objects that a killed apply left. A volume of the file whose claim was deleted becomes free for its next claim. Objects
 * that are not in the file and in no state are named with the command that deletes them.
 */
export async function repairObjects(
  { all, ask, say, states }: Session,
  kubectl: Kubectl,
  changes: readonly JsonObject[],
): Promise<Ended> {
  const known = new Set<string>();
  const namespaces = new Set<string>();
  for (const { type, change } of changes.filter((each) => TYPES.includes(String(each["type"])))) {
    const { after, before } = asObject(change);
    known.add(keyOfObject(String(type), asObject(after ?? before)));
    const [kind, name, , namespace = ""] = kubernetesObject(String(type), asObject(after ?? before));
    namespaces.add(kind === "namespace" ? name : namespace);
  }
  namespaces.delete("");
  for (const stack of all)
    for (const { type, instances } of asArray((await states.deployed(stack))?.["resources"]).map(asObject))
      for (const each of TYPES.includes(String(type)) ? asArray(instances) : [])
        known.add(keyOfObject(String(type), asObject(asObject(each)["attributes"])));
  for (const volume of itemsOf(await kubectl.list("persistentvolumes"))) {
    const { claimRef } = asObject(volume["spec"]);
    const isReleased = /^(Released|Failed)$/.test(String(asObject(volume["status"])["phase"]));
    if (!isReleased || !namespaces.has(String(asObject(claimRef)["namespace"]))) continue;
    if (!known.has(objectKey(volume))) {
      known.add(objectKey(volume));
      say(`left: ${volumeText(volume)}`);
      continue;
    }
    // It keeps the id of its claim, and no other claim of that name gets it.
    const patch = JSON.stringify({ spec: { claimRef: { uid: null, resourceVersion: null } } });
    const command = ["patch", "persistentvolume", nameOfObject(volume), "--type", "merge", "-p"];
    say(
      `the claim of the PersistentVolume ${nameOfObject(volume)} was deleted; to free it for its next claim, with its data: kubectl ${command.join(" ")} '${patch}'`,
    );
    if (!(await ask(`free the volume ${nameOfObject(volume)}?`))) return "declined";
    const { code, stderr } = await kubectl.call(...command, patch);
    if (code !== 0) say(stderr.trim());
    if (code !== 0) return "failed";
  }
  const kinds = TYPES.map((type) => kubernetesObject(type, {})[0]).join(",");
  for (const namespace of namespaces)
    for (const object of itemsOf(await kubectl.get(kinds, "-n", namespace, "-l", LABEL))) {
      const [kind, within, name] = objectKey(object).split("/");
      if (known.has(objectKey(object))) continue;
      known.add(objectKey(object));
      say(
        `left: in no state and not in the file; if nothing needs it: kubectl delete ${kind} ${name}${within === "" ? "" : ` -n ${within}`}`,
      );
    }
  return "done";
}

/** Objects of a list. What a controller made of another object goes with it. */
const itemsOf = (list: unknown): JsonObject[] =>
  asArray(asObject(list as JsonObject)["items"])
    .map(asObject)
    .filter(({ metadata }) => asArray(asObject(metadata)["ownerReferences"]).length === 0);

const nameOfObject = ({ metadata }: JsonObject): string => String(asObject(metadata)["name"]);

const keyOfObject = (type: string, values: JsonObject): string => {
  const [kind, name, , namespace = ""] = kubernetesObject(type, values);
  return [kind, namespace, name].join("/");
};

const objectKey = (object: JsonObject): string =>
  [
    String(object["kind"]).toLowerCase(),
    asObject(object["metadata"])["namespace"] ?? "",
    nameOfObject(object),
  ].join("/");

function volumeText(volume: JsonObject): string {
  const { persistentVolumeReclaimPolicy: policy, csi } = asObject(volume["spec"]);
  const { driver, volumeHandle } = asObject(csi);
  const text = `the PersistentVolume ${nameOfObject(volume)} of a deleted claim, with ${String(volumeHandle)} of ${String(driver)}`;
  if (policy === "Delete")
    return `${text}; its driver deletes both; if it remains: kubectl describe persistentvolume ${nameOfObject(volume)}`;
  const remove = driver === EBS.driver ? `; aws ec2 delete-volume --volume-id ${String(volumeHandle)}` : "";
  return `${text}; its data stays; if nothing needs it: kubectl delete persistentvolume ${nameOfObject(volume)}${remove}`;
}
