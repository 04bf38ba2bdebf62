import { type Problem } from "../../../environment/problems";
import { type BlockKind } from "../../../evidence/provider-schema";
import { addedTo, extractOf, newestOf, schemaOf, typeNames } from "../../../evidence/schema-of";
import { type OwnBlock } from "../../../terraform/own-block";
import { NPX } from "../../../base/program-name";
import { nearest } from "../../../base/did-you-mean";
import { allowsVersion } from "../../../terraform/version-constraint";
import { type TextPlace } from "../../../base/text-places";
import { providerOf } from "../block-rules";
import { BodyJudge } from "./body-judge";
import { META } from "../../../terraform/meta-arguments";

/** The providers of a stack. */
export interface StackProviders {
  /** Sources, such as `hashicorp/aws`, by local name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Locked releases by source. */
  readonly locked: ReadonlyMap<string, string>;
}

/** A problem of a block with its place in the file. */
export type SchemaProblem = Omit<Problem, "location"> & TextPlace;

/** Blocks that a provider has a schema for. */
const KIND_OF: Readonly<Record<string, BlockKind>> = {
  provider: "configuration",
  resource: "resource",
  data: "data",
  ephemeral: "ephemeral",
};

/** Names that Terraform gives to the blocks of a kind (Terraform language, read 2026-11-26). */
const NAMES_OF_TERRAFORM: Readonly<Record<BlockKind, readonly string[]>> = {
  configuration: ["alias", "version"],
  resource: [...META.arguments, ...META.blocks],
  data: [...META.arguments, "lifecycle"],
  ephemeral: [...META.arguments, "lifecycle"],
};

const WORDS: Readonly<Record<BlockKind, string>> = {
  configuration: "a provider",
  resource: "a resource type",
  data: "a data source",
  ephemeral: "an ephemeral resource",
};

/**
 * Differences between a block and the schema of its provider. A type of a provider whose schema is not known has none.
 * A name of the newest release that was read is accepted unless the stack locks the oldest one. With a lock of a later
 * release than that, names and what is required are not judged.
 */
export function schemaProblems(block: OwnBlock, { sources, locked }: StackProviders): SchemaProblem[] {
  const kind = Object.hasOwn(KIND_OF, block.type) ? KIND_OF[block.type] : undefined;
  const [type = ""] = block.labels;
  if (kind === undefined) return [];
  const provider = kind === "configuration" ? type : providerOf(block);
  const source = `hashicorp/${provider}`;
  const extract = sources.get(provider) === source ? extractOf(provider) : undefined;
  const known = extract && typeNames(provider, kind);
  if (!extract || !known) return [];
  const newest = newestOf(provider);
  const release = locked.get(source);
  const isKnownRelease =
    release === undefined || allowsVersion(`<= ${newest?.version ?? extract.version}`, release);
  const added = addedTo(provider, kind, type);
  const isOldest = newest === undefined || release === extract.version;
  const of = `${provider} ${extract.version}${isOldest ? "" : ` or ${newest.version}`}`;
  const newer =
    newest && isOldest
      ? `lock ${provider} ${newest.version}, which has it: ${NPX} lock providers --upgrade`
      : undefined;
  const schema = schemaOf(provider, kind, type);
  if (!schema) {
    const { line, column, address } = block;
    const isAdded = added.has("*");
    if (!isKnownRelease || (isAdded && newer === undefined)) return [];
    const words = unknownType(block, kind, type, provider);
    const fix = isAdded && newer !== undefined ? newer : words.fix;
    return [{ line, column, path: address, got: `a type that ${of} does not have`, ...words, fix }];
  }
  const judge = new BodyJudge({
    names: `${kind === "configuration" ? "the provider" : type} in ${of}`,
    otherwise: otherwise("name"),
    meta: NAMES_OF_TERRAFORM[kind],
    added,
    ...(newer === undefined ? {} : { newer }),
    isKnownRelease,
  });
  judge.judge(block.body, block.written(), schema);
  return judge.inOrder().map(({ below, ...mistake }) => ({ ...mistake, path: `${block.address}${below}` }));
}

/** How a user gets a name that the extract does not have. */
const otherwise = (what: string): string =>
  `For a ${what} of a newer release, lock that release: ${NPX} lock providers`;

function unknownType(
  { type: block }: OwnBlock,
  kind: BlockKind,
  type: string,
  provider: string,
): Pick<Problem, "expected" | "fix"> {
  const other = Object.entries(KIND_OF).find(
    ([, each]) => each !== kind && typeNames(provider, each)?.includes(type),
  );
  const meant = nearest(type, typeNames(provider, kind) ?? []);
  const fix =
    other !== undefined
      ? `write ${other[0]} in place of ${block}.`
      : meant === undefined
        ? "remove it."
        : `did you mean ${meant}?`;
  return { expected: `${WORDS[kind]} of its schema`, fix: `${fix} ${otherwise("type")}` };
}
