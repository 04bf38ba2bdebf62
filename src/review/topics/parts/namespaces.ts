import { applicationsOf } from "../../../parts/argo-cd/model";
import { asObject, block, text } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { topicOfRows } from "../rows";

const nameIn = (config: ResourceChange["before"]): string => text(block(config?.["metadata"])["name"]) ?? "";

const levelOf = (config: ResourceChange["before"]): string | undefined =>
  text(asObject(block(config?.["metadata"])["labels"])["pod-security.kubernetes.io/enforce"]);

const LEVELS = ["privileged", "baseline", "restricted"];

/** Namespaces and the pods that they admit. The volumes of a deleted one have lines of their own. */
export const namespaces = topicOfRows("Namespaces", {
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
