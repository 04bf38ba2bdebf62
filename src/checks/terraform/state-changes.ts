import facts from "./import-ids.json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { asArray, blocks, type Json, type JsonObject, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { knownText } from "../../infrastructure/text-references";
import { type Layer } from "../../base/layers";
import { type MOVE_BLOCKS } from "../../base/stack-files";
import { blockAddress } from "../../terraform/terraform-references";
import TEXTS from "./texts.json";

export const stateChanges: Check = {
  ...ruleOf(TEXTS, "state-changes"),
  // The first possible plan has every block that may exist.
  findsExcess: true,
  run: (plan) => [
    ...stateBlocks(plan, "moved").flatMap((each) => findingOf(each, moveProblems(plan, each))),
    ...stateBlocks(plan, "removed").flatMap((each) => findingOf(each, removalProblems(plan, each))),
    ...stateBlocks(plan, "import").flatMap((each) => findingOf(each, importProblems(plan, each))),
  ],
};

type Kind = keyof typeof MOVE_BLOCKS;

/** A `moved`, `removed` or `import` block. */
interface StateBlock {
  readonly layer: Layer;
  /** The kind of the block, which is its address: it has no name. */
  readonly address: Kind;
  readonly body: JsonObject;
}

/** Blocks that change the state, of a kind, in all layers. */
const stateBlocks = (plan: EnvironmentPlan, address: Kind): StateBlock[] =>
  plan.inAllStacks((stack, layer) => blocks(stack.json[address]).map((body) => ({ layer, address, body })));

/** Whether an address is that of a whole resource of the stack itself, without an index and not in a module. */
const isWhole = (address: string): boolean => /^[\w-]+\.[\w-]+$/.test(address);

/** The block of a stack at an address, also of one of its instances. */
const blockAt = (
  plan: EnvironmentPlan,
  { layer }: StateBlock,
  address: string,
): PlannedResource | undefined => plan.find(layer, blockAddress(address));

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
    argument === undefined ? undefined : knownText(plan, inLayer(resource, resource.config[argument]));
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
