import { type StackJson, asObject } from "../terraform/stack-json";
import { type Edit } from "./change";
import { argumentsOf } from "./comparison/arguments";
import { compareJson } from "./comparison/compare-json";
import { compareStacks } from "./comparison/compare-stacks";

/** A block that differs between two stacks. */
interface EditedBlock {
  /** `aws_vpc.main`, `data.aws_ami.x`, `provider.aws`, `terraform`. */
  readonly address: string;
  /** The side that alone has the block. @default - both have it */
  readonly only?: "before" | "after";
  readonly edits: readonly Edit[];
}

/** Blocks that differ between two stacks, by Terraform's rules. A moved resource, or a renamed data source, is no difference. */
export function editedBlocks(before: StackJson, after: StackJson): EditedBlock[] {
  const { resources, sections } = compareStacks(before, after);
  const blocks = [
    ...resources.map(({ address, before: was, after: is, edits }) => ({
      address,
      edits,
      ...onlyIn(was, is),
    })),
    ...sections.map(({ address, edits }) => {
      const whole = edits.find(({ path }) => path === "");
      return { address, edits, ...(whole ? onlyIn(whole.before, whole.after) : {}) };
    }),
  ];
  return blocks.filter(
    (block) =>
      (block.edits.length > 0 || block.only !== undefined) &&
      !blocks.some((other) => isRenamed(block, other)),
  );
}

const onlyIn = (was: unknown, is: unknown): Pick<EditedBlock, "only"> =>
  was === undefined ? { only: "after" } : is === undefined ? { only: "before" } : {};

/** Whether two data sources of one type, each on another side, have equal values: the name of one changes nothing. */
function isRenamed(one: EditedBlock, other: EditedBlock): boolean {
  const [, type = ""] = one.address.split(".");
  const isPair = one.only !== undefined && other.only !== undefined && one.only !== other.only;
  if (!isPair || ![one, other].every(({ address }) => address.startsWith(`data.${type}.`))) return false;
  const [was, is] = [one, other].map(({ edits: [edit] }) => asObject(edit?.before ?? edit?.after));
  return compareJson(was ?? {}, is ?? {}, argumentsOf("data", type)).length === 0;
}
