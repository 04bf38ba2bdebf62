import { groupBy, isFalse } from "../../infrastructure/blocks";
import { type OtherChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { type Topic, type TopicLine } from "./topic";

/** Backend arguments that identify the state object; the others only configure access to it. */
const PLACE = /^backend(\.\w+)?(\.(bucket|key|region|path|workspace_key_prefix))?$/;
const LOCK = /^backend\.\w+\.(use_lockfile|dynamodb_table)$/;
const ENCRYPTION = /^backend\.\w+\.(encrypt|kms_key_id|acl)$/;
const HOME = /^(region|allowed_account_ids|profile|assume_role)/;

/** The place of the states and of the resources, and what protects a state. */
export const statePlace: Topic = {
  title: "State",
  lines: ({ others }) => {
    const edited = others.flatMap((other) => other.edits.map((edit): Edited => ({ other, edit })));
    const groups = groupBy(edited, ({ other: { address }, edit: { path, before, after } }) =>
      JSON.stringify([address, path, before, after]),
    );
    return [...groups.values()].flatMap(linesOf);
  },
  // A lock that begins is harmless.
  judges: (changed, edit) =>
    edit !== undefined && changed.address === "terraform" && LOCK.test(edit.argument),
};

interface Edited {
  readonly other: OtherChange;
  readonly edit: Edit;
}

/** A line for the same edit in several layers. */
function linesOf(same: readonly Edited[]): TopicLine[] {
  const [first] = same;
  if (!first) return [];
  const { other, edit } = first;
  const { layer, address } = other;
  const layers = joinValues(same.map((each) => each.other.layer));
  const line = (harm: TopicLine["harm"], text: Phrase): TopicLine[] => [
    {
      level: "attention",
      ...(harm ? { harm } : {}),
      layer,
      address,
      edits: same.map((each) => each.edit),
      text,
    },
  ];
  const { argument, path } = edit;
  if (address !== "terraform")
    return address.startsWith("provider.aws") && HOME.test(argument)
      ? line(
          "cannot go back",
          say`${path} of ${address} in ${layers}: ${fromTo(edit)}; Terraform looks for all resources there, and the existing ones remain unmanaged`,
        )
      : [];
  const change = say`${path} of the state of ${layers}: ${fromTo(edit)}`;
  if (PLACE.test(argument))
    return line(
      "cannot go back",
      say`${change}; terraform init requires -migrate-state, and the old state object remains; without it, Terraform creates everything a second time`,
    );
  if (LOCK.test(argument))
    return isUnlocked(other)
      ? line("in place", say`${change}; two applies at the same time can overwrite each other's state`)
      : [];
  return ENCRYPTION.test(argument)
    ? line("in place", say`${change}; the next write encrypts the state in another way`)
    : [];
}

/** True if an argument locked the state, and none does now. */
const isUnlocked = ({ edits }: OtherChange): boolean => {
  const found = edits.filter(({ argument }) => LOCK.test(argument));
  return found.every(({ after }) => after === undefined || isFalse(after));
};
