import facts from "./import-ids.json";
import { type Check, combinedFinding, type Finding } from "../check";
import { asArray, type Json, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, valueOf } from "../../terraform/environment-plan";
import { knownText } from "../../infrastructure/text-references";
import { blockAt, isWhole, type StateBlock, stateBlocks } from "../../infrastructure/state-blocks";
import TEXTS from "./texts.json";

export const stateChanges: Check = {
  id: "state-changes",
  severity: "error",
  ...TEXTS["state-changes"],
  // The first world has every block that may exist.
  findsExcess: true,
  run: (plan) => [
    ...stateBlocks(plan, "moved").flatMap((each) => findingOf(each, moveProblems(plan, each))),
    ...stateBlocks(plan, "removed").flatMap((each) => findingOf(each, removalProblems(plan, each))),
    ...stateBlocks(plan, "import").flatMap((each) => findingOf(each, importProblems(plan, each))),
  ],
};

const findingOf = (block: StateBlock, problems: readonly string[]): Finding[] =>
  combinedFinding(block, "state", problems);

const isThere = (plan: EnvironmentPlan, block: StateBlock, address: string): boolean =>
  blockAt(plan, block, address) !== undefined || (plan.stack(block.layer)?.absent.includes(address) ?? false);

function moveProblems(plan: EnvironmentPlan, block: StateBlock): string[] {
  const { from, to } = addressesOf(block);
  const goesOn = stateBlocks(plan, "moved").some(
    (each) => each.layer === block.layer && addressesOf(each).from === to,
  );
  // A block that gets `count` moves to its own instance.
  const isOfOne = to.startsWith(`${from}[`) || from.startsWith(`${to}[`);
  if (isWhole(from) && isThere(plan, block, from) && !isOfOne)
    return [`it moves ${from}, which is in the stack, to ${to}: Terraform refuses the plan`];
  return isWhole(to) && !goesOn && !isThere(plan, block, to)
    ? [`it moves ${from} to ${to}, which is not in the stack: the next apply destroys the object`]
    : [];
}

const addressesOf = ({ body }: StateBlock): { from: string; to: string } => ({
  from: String(body["from"]),
  to: String(body["to"]),
});

function removalProblems(plan: EnvironmentPlan, block: StateBlock): string[] {
  const { from } = addressesOf(block);
  return isWhole(from) && isThere(plan, block, from)
    ? [`it removes ${from}, which is in the stack: Terraform refuses the plan`]
    : [];
}

function importProblems(plan: EnvironmentPlan, block: StateBlock): string[] {
  const { to } = addressesOf(block);
  if (!isWhole(to)) return [];
  const resource = blockAt(plan, block, to);
  if (resource === undefined)
    return isThere(plan, block, to) ? [] : [`it imports to ${to}, which is not in the stack`];
  const { [resource.type]: argument }: Readonly<Record<string, string>> = facts.arguments;
  const name =
    argument === undefined ? undefined : knownText(plan, valueOf(resource, resource.config[argument]));
  return idsOf(block.body)
    .filter((id) => name !== undefined && id !== name)
    .map(
      (id) => `it imports ${id} as ${to}, whose ${argument} is ${name}: the object of another is taken over`,
    );
}

/** The ids that an import can have; none where only Terraform knows them. */
function idsOf({ id, for_each: each }: StateBlock["body"]): string[] {
  const written = text(id) ?? "";
  if (!written.includes("${")) return written === "" ? [] : [written];
  return written === "${each.value}" ? namesIn(each) : [];
}

/** Names in a `for` over a list of texts, as synth writes it for the repositories of models that are back. */
function namesIn(each: Json | undefined): string[] {
  const [, list] = /\bfor \w+ in (\["[^\]]*"\])/.exec(text(each) ?? "") ?? [];
  return list === undefined ? [] : asArray(JSON.parse(list) as Json).map(String);
}
