import { applicationsOf } from "../../../parts/argo-cd/model";
import { block, text } from "../../../infrastructure/blocks";
import { removedClaims } from "../../../infrastructure/removed-claims";
import { asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { firstAndMore } from "../names";
import { type Change, type Topic, type TopicLine } from "../topic";

const LEVELS = ["privileged", "baseline", "restricted"];
const LABEL = "pod-security.kubernetes.io/";

/**
 * Namespaces: the pods that they admit, and what is deleted with one.
 *
 * Source: Kubernetes documentation, "Pod Security Admission" and "Namespaces" (read 2026-11-20).
 */
export const namespaces: Topic = {
  title: "Namespaces",
  lines: (change) => [
    ...change.resources.filter(isNamespace).flatMap((each) => linesOf(change, each)),
    ...claimLines(change),
  ],
  judges: (changed, edit) =>
    "type" in changed &&
    isNamespace(changed) &&
    (edit === undefined ? changed.action === "add" || changed.action === "destroy" : isOfWarning(edit)),
};

const isNamespace = ({ type }: Pick<ResourceChange, "type">): boolean =>
  /^kubernetes_namespace(_v1)?$/.test(type);

/** Labels that warn and admit. */
const isOfWarning = ({ path }: Edit): boolean =>
  /\.pod-security\.kubernetes\.io\/(warn|audit)(-version)?$/.test(path);

const nameOf = (config: ResourceChange["before"]): string => text(block(config?.["metadata"])["name"]) ?? "";

const levelOf = (config: ResourceChange["before"]): string | undefined =>
  text(asObject(block(config?.["metadata"])["labels"])[`${LABEL}enforce`]);

function linesOf(
  change: Change,
  { layer, address, action, before, after, edits }: ResourceChange,
): TopicLine[] {
  if (action === "add") {
    const level = levelOf(after);
    if (level === "restricted" || level === "baseline") return [];
    const sentence = say`new namespace ${nameOf(after)} admits ${level ?? "privileged"} pods, which can have the rights of their node`;
    return [{ level: "attention", layer, address, text: sentence }];
  }
  if (action === "destroy") return [removedLine(change, { layer, address }, nameOf(before))];
  return edits
    .filter(({ path }) => path.endsWith(`${LABEL}enforce`))
    .map((edit) => {
      const [old, now] = [edit.before, edit.after].map((each) => LEVELS.indexOf(text(each) ?? ""));
      const isWeaker = (now ?? -1) < (old ?? -1) || (now ?? -1) < 0;
      const effect = isWeaker
        ? "pods with more rights start"
        : "running pods stay, and pods that do not meet it no longer start";
      return {
        level: "attention",
        layer,
        address,
        edits: [edit],
        text: say`pods that namespace ${nameOf(after)} admits: ${fromTo(edit)}; ${[effect]}`,
      };
    });
}

function removedLine(
  { before }: Change,
  place: Pick<TopicLine, "layer" | "address">,
  name: string,
): TopicLine {
  const applications = applicationsOf(before).filter(({ destination }) => destination.namespace === name);
  return applications.length > 0
    ? {
        ...place,
        level: "attention",
        harm: "outage",
        text: say`outage: namespace ${name} is deleted with everything that Argo CD made there`,
      }
    : { ...place, level: "attention", text: say`namespace ${name} is deleted with everything in it` };
}

/** Claims that Kubernetes deletes with their namespace, and those of a release that is removed. */
function claimLines({ before, after, resources }: Change): TopicLine[] {
  const deleted = removedClaims(before, after).deleted.filter(
    ({ resource }) => !resource.type.startsWith("kubernetes_persistent_volume_claim"),
  );
  const [first] = deleted;
  if (!first) return [];
  const gone = resources.find(
    (each) =>
      isNamespace(each) &&
      each.action === "destroy" &&
      each.layer === first.resource.layer &&
      nameOf(each.before) ===
        text(before.find(first.resource.layer, first.resource.address)?.config["namespace"]),
  );
  const { layer, address } = gone ?? first.resource;
  const names = firstAndMore(deleted.map(({ name }) => name));
  return [
    {
      level: "attention",
      harm: "data lost",
      layer,
      address,
      text: say`data lost: volumes of claims are deleted with the namespace of ${first.resource.address}: ${names}`,
    },
  ];
}
