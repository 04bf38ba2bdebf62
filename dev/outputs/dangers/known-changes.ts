import { ACCEPTED_SURVIVORS } from "../../mutate/accepted/all";
import { accepts } from "../../mutate/accepted/row";
import { changesOf } from "../../mutate/changes";
import { type MutableObject } from "../../mutate/edits";
import { type StackChange, type Stacks } from "../change";

/** Changes of `npm run mutate` that are a danger there: it judges them with the settings of the environment. */
export const knownChanges = (environment: string, stacks: Stacks): StackChange[] =>
  changesOf(environment, stacks)
    .filter((change) => !ACCEPTED_SURVIVORS.some((each) => accepts(each, change)))
    .map(({ layer, address, change, place }) => ({
      layer,
      address,
      change,
      edit: (json) => replaced(json, (place().edited?.json ?? json) as MutableObject),
    }));

function replaced(json: MutableObject, other: MutableObject): void {
  if (other === json) return;
  for (const key of Object.keys(json)) Reflect.deleteProperty(json, key);
  Object.assign(json, structuredClone(other));
}
