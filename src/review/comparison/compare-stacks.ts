import { isDeepStrictEqual } from "node:util";
import {
  type Json,
  type JsonObject,
  StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
  isJsonObject,
} from "../../terraform/stack-json";
import { distinct } from "../../base/lists";
import { atDefaults } from "../../terraform/at-defaults";
import { providerAddress } from "../../terraform/block-addresses";
import { ANY_ARGUMENTS, argumentsOf } from "./arguments";
import { compareJson } from "./compare-json";
import { type Edit } from "../change";
import { type InstanceEdits, editsByInstance, isOfRepetition } from "./instance-edits";
import { movesOf, withNewAddresses } from "./moved";
import { MOVE_BLOCKS } from "../../base/stack-files";
import { own } from "../../base/own";

/** A resource that was added, removed, moved or edited. */
export interface ResourceEdits {
  readonly address: string;
  readonly type: string;
  /** Previous address, from a `moved` block. @default - none, it is not moved */
  readonly from?: string;
  /** Path in the construct tree. @default - unknown */
  readonly constructPath?: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** Empty for an added or removed resource. */
  readonly edits: readonly Edit[];
  /** The edits of each object that stays. @default - all objects have the edits of the block */
  readonly byInstance?: readonly InstanceEdits[];
}

/** An edited block other than a resource: an output, a provider, a data source. */
export interface SectionEdits {
  /** `output.vpc_id`, `provider.aws`, `terraform`, `data.aws_lb.main`. */
  readonly address: string;
  /** Path in the construct tree. @default - unknown */
  readonly constructPath?: string;
  readonly edits: readonly Edit[];
}

export interface StackEdits {
  /** The stack before, with the addresses that its blocks have after, and with variables at their defaults. */
  readonly before: StackJson;
  /** The stack after, with variables at their defaults. */
  readonly after: StackJson;
  readonly resources: readonly ResourceEdits[];
  readonly sections: readonly SectionEdits[];
}

/** Key of cdktf's metadata, which is not part of the configuration. */
const NOTES = "//";

/** Compares two synths of a stack. */
export function compareStacks(before: StackJson, after: StackJson): StackEdits {
  const moves = movesOf(before, after);
  const renamed =
    moves.size === 0 ? before : new StackJson(before.name, withNewAddresses(before.json, moves));
  const [was, is] = [atDefaults(renamed), atDefaults(after)];
  return {
    before: was,
    after: is,
    resources: resourceEdits(was, is, moves),
    sections: [...dataEdits(was, is), ...sectionEdits(was.json, is.json)],
  };
}

function resourceEdits(
  before: StackJson,
  after: StackJson,
  moves: ReadonlyMap<string, string>,
): ResourceEdits[] {
  const old = new Map(before.resources().map((each) => [moves.get(each.address) ?? each.address, each]));
  const now = new Map(after.resources().map((each) => [each.address, each]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((address): ResourceEdits[] => {
    const [was, is] = [old.get(address), now.get(address)];
    const known = is ?? was;
    if (!known) return [];
    const from = was && was.address !== address ? was.address : undefined;
    const byInstance = was && is ? instancesWith(before, after, was, is) : undefined;
    const edits = was && is ? resourceEditsOf(was, is, byInstance) : [];
    // The objects of a block with edits by object are judged one by one, also without an edit.
    if (was && is && edits.length === 0 && from === undefined && !byInstance) return [];
    return [
      {
        address,
        type: known.type,
        ...(from === undefined ? {} : { from }),
        ...pathOf(known),
        before: was?.config,
        after: is?.config,
        edits,
        ...(byInstance ? { byInstance } : {}),
      },
    ];
  });
}

const instancesWith = (
  before: StackJson,
  after: StackJson,
  was: SynthesizedResource,
  is: SynthesizedResource,
): readonly InstanceEdits[] | undefined =>
  editsByInstance({ config: was.config, stack: before }, { config: is.config, stack: after }, (old, now) =>
    compareJson(withoutNotes(old), withoutNotes(now), argumentsOf("resources", is.type)),
  );

/** The edits of a block, or those that its objects have. */
function resourceEditsOf(
  was: SynthesizedResource,
  is: SynthesizedResource,
  byInstance: readonly InstanceEdits[] | undefined,
): readonly Edit[] {
  const edits = editsOf("resources", was, is);
  if (!byInstance) return edits;
  return [...edits.filter(isOfRepetition), ...distinct(byInstance.flatMap((each) => each.edits))];
}

function dataEdits(before: StackJson, after: StackJson): SectionEdits[] {
  const old = new Map(before.dataSources().map((each) => [each.address, each]));
  const now = new Map(after.dataSources().map((each) => [each.address, each]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((address): SectionEdits[] => {
    const [was, is] = [old.get(address), now.get(address)];
    const known = is ?? was;
    if (!known) return [];
    const edits = was && is ? editsOf("data", was, is) : [wholeEdit(was?.config, is?.config)];
    return edits.length === 0 ? [] : [{ address, ...pathOf(known), edits }];
  });
}

const pathOf = ({ constructPath }: SynthesizedResource) =>
  constructPath === undefined ? {} : { constructPath };

function editsOf(kind: "resources" | "data", was: SynthesizedResource, is: SynthesizedResource): Edit[] {
  if (isDeepStrictEqual(was.config, is.config)) return [];
  return compareJson(withoutNotes(was.config), withoutNotes(is.config), argumentsOf(kind, is.type));
}

const COMPARED_ALREADY = ["resource", "data", NOTES];

/** Compares the blocks of all other sections. */
function sectionEdits(before: JsonObject, after: JsonObject): SectionEdits[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !COMPARED_ALREADY.includes(name),
  );
  return names.flatMap((name) => {
    const [old, now] = [blocksOf(name, before[name]), blocksOf(name, after[name])];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((address): SectionEdits[] => {
      const [was, is] = [old.get(address), now.get(address)];
      if (isDeepStrictEqual(was, is)) return [];
      const edits =
        isJsonObject(was) && isJsonObject(is)
          ? compareJson(withoutNotes(was), withoutNotes(is), ANY_ARGUMENTS)
          : [wholeEdit(was, is)];
      return edits.length === 0 ? [] : [{ address, edits }];
    });
  });
}

/** `output.vpc_id`, `provider.aws`, `local.x`, `moved.aws_subnet.a`; `terraform` is one block. */
function blocksOf(section: string, value: Json | undefined): ReadonlyMap<string, Json> {
  if (value === undefined) return new Map();
  if (section === "terraform" || !isJsonObject(value)) {
    const subject = own<string>(MOVE_BLOCKS, section);
    return new Map(
      subject !== undefined && Array.isArray(value)
        ? asArray(value).map((block) => [`${section}.${String(asObject(block)[subject])}`, block])
        : [[section, value]],
    );
  }
  const prefix = section === "locals" ? "local" : section;
  return new Map(
    Object.entries(value).flatMap(([name, block]): [string, Json][] => {
      if (section !== "provider" || !Array.isArray(block)) return [[`${prefix}.${name}`, block]];
      return asArray(block).map((each) => [providerAddress(name, each), each]);
    }),
  );
}

const wholeEdit = (was: Json | undefined, is: Json | undefined): Edit => ({
  path: "",
  argument: "",
  difference: was === undefined ? "added" : is === undefined ? "removed" : "changed",
  before: isJsonObject(was) ? withoutNotes(was) : was,
  after: isJsonObject(is) ? withoutNotes(is) : is,
});

const withoutNotes = (block: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(block).filter(([key]) => key !== NOTES));
