import { block, valueOf } from "../../../infrastructure/blocks";
import { resolveReferences } from "../../../infrastructure/references";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine } from "../topic";

const KEY = "kmsKeyId";

/**
 * Classes of volumes. A class is fixed, so that each change replaces it; volumes that exist stay as they are.
 *
 * Source: Kubernetes documentation, "Storage Classes"; Amazon EBS user guide, "How Amazon EBS encryption works" (read 2026-11-23).
 */
export const storageClasses: Topic = {
  title: "Storage classes",
  lines: (change) => change.resources.filter(isClass).flatMap((each) => linesOf(change, each)),
  judges: (changed, edit) => edit === undefined && "type" in changed && isClass(changed),
};

const isClass = ({ type }: Pick<ResourceChange, "type">): boolean =>
  /^kubernetes_storage_class(_v1)?$/.test(type);

function linesOf({ before, after }: Change, changed: ResourceChange): TopicLine[] {
  const { layer, address, action } = changed;
  const name = String(block((changed.after ?? changed.before)?.["metadata"])["name"] ?? "");
  const line = (text: TopicLine["text"]): TopicLine[] => [
    { level: "attention", layer, address, text, ...(action === "replace" ? { harm: "replaced" } : {}) },
  ];
  if (action === "add") return line(say`new class of volumes ${name}`);
  if (action === "destroy") {
    return line(
      say`class ${name} is removed: claims that name it wait for a volume, and existing volumes stay`,
    );
  }
  if (action !== "replace") return [];
  const [old, now] = [keyOf(before, changed), keyOf(after, changed)];
  return line(
    old === now
      ? say`class ${name} is replaced: new volumes follow the new one, and existing ones stay as they are`
      : say`class ${name} has another key for new volumes; existing ones keep the old key, and none of them attaches without a right on it`,
  );
}

function keyOf(plan: EnvironmentPlan, { layer, address }: ResourceChange): string | undefined {
  const found = plan.find(layer, address);
  return found && resolveReferences(plan, valueOf(found, block(found.config["parameters"])[KEY]));
}
