import { isFalse } from "../../../proof/model/blocks";
import { type OtherChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../phrase";
import { fromTo } from "./edited";
import { type Effect, joinedLines } from "./several";
import { type Topic } from "./topic";

/** Backend arguments that identify the state object; the others only configure access to it. */
const PLACE = /^backend(\.\w+)?(\.(bucket|key|region|path|workspace_key_prefix))?$/;
const LOCK = /^backend\.\w+\.(use_lockfile|dynamodb_table)$/;
const ENCRYPTION = /^backend\.\w+\.(encrypt|kms_key_id|acl)$/;
const HOME = /^(region|allowed_account_ids|profile|assume_role)/;

/** The place of the states and of the resources, and what protects a state. */
export const statePlace: Topic = {
  title: "State",
  lines: ({ others }) =>
    joinedLines(others.flatMap((other) => other.edits.flatMap((edit) => effectsOf(other, edit)))),
};

function effectsOf({ layer, address, edits }: OtherChange, edit: Edit): Effect[] {
  const effect = (
    harm: Effect["harm"],
    text: (where: Phrase) => Phrase,
    key: unknown = edit.after,
  ): Effect[] => [
    {
      place: { layer, address },
      key: `${address} ${edit.path} ${JSON.stringify(key)}`,
      level: "attention",
      ...(harm === undefined ? {} : { harm }),
      edits: [edit],
      text: () => text(say`layer ${layer}`),
    },
  ];
  const { argument, path } = edit;
  if (address !== "terraform")
    return address.startsWith("provider.aws") && HOME.test(argument)
      ? effect(
          "cannot go back",
          () =>
            say`${path} of ${address}: ${fromTo(edit)}; Terraform looks for all resources there, and the existing ones remain unmanaged`,
        )
      : [];
  if (PLACE.test(argument))
    return effect(
      "cannot go back",
      (where) =>
        say`state location of ${where}, ${path}: ${fromTo(edit)}; terraform init requires -migrate-state, and the old state object remains; without it, Terraform creates everything a second time`,
      argument.endsWith(".key") ? layer : edit.after,
    );
  if (LOCK.test(argument)) {
    const isLost = edit.after === undefined || isFalse(edit.after);
    const hasOther = edits.some(
      (each) => LOCK.test(each.argument) && each.after !== undefined && !isFalse(each.after),
    );
    return isLost && !hasOther
      ? effect(
          "in place",
          (where) =>
            say`${path} of ${where}: ${fromTo(edit)}; applies no longer lock the state, and two at the same time can overwrite each other's`,
        )
      : [];
  }
  return ENCRYPTION.test(argument)
    ? effect(
        "in place",
        (where) =>
          say`${path} of ${where}: ${fromTo(edit)}; from its next write on, the state is encrypted or readable in another way`,
      )
    : [];
}
