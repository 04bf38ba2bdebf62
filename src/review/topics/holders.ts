import { SETTINGS_OF_HOLDERS } from "../../evidence/holders";
import { type EnvironmentPlan, type InLayer } from "../../terraform/environment-plan";
import { textsIn } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Change, isAt } from "./topic";

/** True for an object that the apply deletes, also to make it again. */
export const isGone = ({ action, handover }: ResourceChange): boolean =>
  handover === undefined && (action === "destroy" || action === "replace");

const isCreated = ({ action }: ResourceChange): boolean => action === "add" || action === "replace";

/** Whether the object that a block sets something of is deleted by the same change. */
export const holderGoes = (change: Change, { type, layer, before }: ResourceChange): boolean =>
  isChanged(change, change.before, { layer, value: before?.[SETTINGS_OF_HOLDERS[type] ?? ""] }, isGone);

/** Whether the object that a block sets something of is made by the same change. */
export const holderIsNew = (change: Change, { type, layer, after }: ResourceChange): boolean =>
  isChanged(change, change.after, { layer, value: after?.[SETTINGS_OF_HOLDERS[type] ?? ""] }, isCreated);

/** Whether a block besides those of some types names an object, by its `layer/address`. */
export const isHeld = (plan: EnvironmentPlan, id: string, others: RegExp): boolean =>
  plan.all.some(
    ({ layer, type, config }) =>
      !others.test(type) &&
      textsIn(config).some((value) => value.includes("${") && plan.identity({ layer, value }) === id),
  );

function isChanged(
  { resources }: Change,
  plan: EnvironmentPlan,
  named: InLayer,
  is: (change: ResourceChange) => boolean,
): boolean {
  const holder = plan.target(named);
  return holder !== undefined && resources.some((each) => isAt(holder)(each) && is(each));
}
