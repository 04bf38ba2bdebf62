import { isFalse } from "../../terraform/stack-json";
import { type Edit, type OtherChange } from "../change";
import { type Harm } from "../stages/harm";
import { fromTo, joinValues, say } from "../stages/phrase";
import { attention, resultsByKey, type Topic } from "./topic";

/** Backend arguments that identify the state object; the others only configure access to it. */
const PLACE = /^backend(\.\w+)?(\.(bucket|key|region|path|workspace_key_prefix))?$/;
const LOCK = /^backend\.\w+\.(use_lockfile|dynamodb_table)$/;
const ENCRYPTION = /^backend\.\w+\.(encrypt|kms_key_id|acl)$/;
const HOME = /^(region|allowed_account_ids|profile|assume_role)/;

/** The place of the states and of the resources, and what protects a state. The same edit in several layers is one line. */
export const statePlace: Topic = {
  title: "State",
  lines: ({ others }) =>
    resultsByKey(
      others.flatMap((other) => other.edits.map((edit) => ({ other, edit }))),
      ({ other: { address }, edit: { path, before, after } }) =>
        JSON.stringify([address, path, before, after]),
      ({ other, edit }, same) => {
        const effect = effectOf(other, edit);
        if (!effect) return [];
        const layers = joinValues(same.map((each) => each.other.layer));
        const of =
          other.address === "terraform" ? say`the state of ${layers}` : say`${other.address} in ${layers}`;
        const text = say`${edit.path} of ${of}: ${fromTo(edit)}; ${[effect.text]}`;
        return attention(other, text, { harm: effect.harm, edits: same.map((each) => each.edit) });
      },
    ),
  // A lock that begins is harmless.
  judgesOther: ({ address }, { argument }) => address === "terraform" && LOCK.test(argument),
};

function effectOf(
  other: OtherChange,
  { argument }: Edit,
): { readonly harm: Harm; readonly text: string } | undefined {
  const { address } = other;
  if (address !== "terraform") {
    const text = "Terraform looks for all resources there, and the existing ones remain unmanaged";
    return address.startsWith("provider.aws") && HOME.test(argument)
      ? { harm: "cannot go back", text }
      : undefined;
  }
  if (PLACE.test(argument)) {
    const text =
      "terraform init requires -migrate-state, and the old state object remains; without it, Terraform creates everything a second time";
    return { harm: "cannot go back", text };
  }
  if (LOCK.test(argument)) {
    const text = "two applies at the same time can overwrite each other's state";
    return isUnlocked(other) ? { harm: "in place", text } : undefined;
  }
  return ENCRYPTION.test(argument)
    ? { harm: "in place", text: "the next write encrypts the state in another way" }
    : undefined;
}

/** True if an argument locked the state, and none does now. */
const isUnlocked = ({ edits }: OtherChange): boolean =>
  edits
    .filter(({ argument }) => LOCK.test(argument))
    .every(({ after }) => after === undefined || isFalse(after));
