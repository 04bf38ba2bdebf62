import { applicationsOf } from "../../../parts/argo-cd/model";
import { removedClaims } from "../../../infrastructure/kubernetes-volumes";
import { asObject, block, text } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { say, firstAndMore } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, type Topic, type TopicLine } from "../topic";
import { topicOfRows } from "../rows";

const nameIn = (config: ResourceChange["before"]): string => text(block(config?.["metadata"])["name"]) ?? "";

const levelOf = (config: ResourceChange["before"]): string | undefined =>
  text(asObject(block(config?.["metadata"])["labels"])["pod-security.kubernetes.io/enforce"]);

const LEVELS = ["privileged", "baseline", "restricted"];

const rows = topicOfRows("Namespaces", {
  when: {
    strict: ({ resource }) => /^(restricted|baseline)$/.test(levelOf(resource.after) ?? ""),
    "of Argo CD": ({ resource, change }) =>
      applicationsOf(change.before).some(
        ({ destination }) => destination.namespace === nameIn(resource.before),
      ),
    weaker: ({ edit }) => {
      const [old = -1, now = -1] = [edit.before, edit.after].map((each) => LEVELS.indexOf(text(each) ?? ""));
      return now < old || now < 0;
    },
  },
  words: {
    name: ({ resource: { before, after } }) => say`${nameIn(after ?? before)}`,
    level: ({ resource }) => say`${levelOf(resource.after) ?? "privileged"}`,
  },
});

/** Namespaces: the pods that they admit, and what is deleted with one. */
export const namespaces: Topic = {
  ...rows,
  lines: (change) => [...rows.lines(change), ...claimLines(change)],
};

/** Claims that Kubernetes deletes with their namespace, and those of a release that is removed. */
function claimLines({ before, after, resources }: Change): TopicLine[] {
  const deleted = removedClaims(before, after).deleted.filter(
    ({ resource }) => !resource.type.startsWith("kubernetes_persistent_volume_claim"),
  );
  const [first] = deleted;
  if (!first) return [];
  const { layer, address } = first.resource;
  const gone = resources.find(
    (each) =>
      /^kubernetes_namespace(_v1)?$/.test(each.type) &&
      each.action === "destroy" &&
      each.layer === layer &&
      nameIn(each.before) === text(before.find(layer, address)?.config["namespace"]),
  );
  const claims = firstAndMore(deleted.map(({ name }) => name));
  return [sentencesOf("Namespaces").line("volumes", gone ?? first.resource, { release: address, claims })];
}
