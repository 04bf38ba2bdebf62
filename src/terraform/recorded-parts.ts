import { type SettingPath } from "./cause-record";
import { type Layer } from "../base/layers";
import { ownSourceOf } from "../base/stack-files";
import { blockAddress } from "./terraform-references";
import { splitStackName } from "../base/layers";
import { join, sep } from "node:path";
import { type EnvironmentRecord } from "./environment-record";
import { type StackJson } from "./stack-json";
import { renderedFile } from "./rendered-name";

/** A block of a stack. */
interface Block {
  readonly layer: Layer;
  readonly address: string;
}

type Causes = EnvironmentRecord["causes"];

/** The parts of the file for a block. */
export function partsFor(causes: Causes, block: Block) {
  const [own, ofLayer] = [
    partOf(causes, block),
    partOf(causes, { layer: block.layer, address: "terraform" }),
  ];
  return {
    /** The part that shapes the block, or the block of an instance; undefined if the record does not have the block. */
    own,
    /** The part that its layer is made from. */
    ofLayer,
    /** The part for a finding. Its block can be missing; then the part is that of the blocks of its type. */
    ofFinding: own ?? partOfType(causes, block) ?? ofLayer,
  };
}

function partOf(causes: Causes, { layer, address }: Block): SettingPath | undefined {
  const block = blockAddress(address);
  return causes.find((each) => each.layer === layer && each.addresses.includes(block))?.part;
}

/** The part that all blocks of a type have in common. */
function partOfType(causes: Causes, { layer, address }: Block): SettingPath | undefined {
  const type = address.slice(0, address.lastIndexOf(".") + 1);
  const [first, ...others] = causes
    .filter((each) => each.layer === layer && each.addresses.some((one) => one.startsWith(type)))
    .map(({ part }) => part);
  const differs = first?.findIndex((step, index) => others.some((other) => other[index] !== step));
  const common = differs === undefined || differs === -1 ? first : first?.slice(0, differs);
  return common?.length === 0 ? undefined : common;
}

/** Position of a block in a handed-over module. Where the block is missing, it is the settings of Terraform of its layer. */
function placeInModule(
  places: NonNullable<EnvironmentRecord["places"]>,
  { layer, address }: Block,
): string | undefined {
  const own = places.filter((each) => each.layer === layer);
  const at = (wanted: string): string | undefined => own.find((each) => each.address === wanted)?.at;
  return at(address) ?? at(blockAddress(address)) ?? at("terraform");
}

/** Recorded position of a finding: that of its key, or of the first value of its part that the file sets. */
export function recordedPlace(
  { causes, settings, places }: EnvironmentRecord,
  { cause, key = [], ...block }: Block & { readonly cause?: SettingPath; readonly key?: readonly string[] },
): string | undefined {
  if (places !== undefined) return placeInModule(places, block);
  const part = cause ?? partsFor(causes, block).ofFinding;
  const inside = (path: SettingPath): string | undefined =>
    settings.find(
      (setting) => setting.at !== undefined && path.every((step, index) => setting.path[index] === step),
    )?.at;
  return part && (inside([...part, ...key]) ?? inside(part));
}

/**
 * Position of a block in a file of the owner, as `file:line:column`; undefined for a generated block. `paths` are those of the files
 * that the environment is made of.
 */
export function ownPlace(
  stack: StackJson | undefined,
  address: string,
  paths: Iterable<string>,
): string | undefined {
  const block = blockAddress(address);
  const place = stack?.own.find((each) => each.address === block);
  const { environment = "", layer = "" } = splitStackName(stack?.name ?? "") ?? {};
  if (!place) return undefined;
  const inFolder = join(environment, layer, ownSourceOf(place.file) ?? "");
  const known = [...paths];
  const path =
    componentOf(place.file, known) ??
    known.find((each) => each === inFolder || each.endsWith(`${sep}${inFolder}`));
  return `${path ?? place.file}:${place.line}:${place.column}`;
}

/** The path among these that is the file of the component with a rendered file; undefined for any other file. */
function componentOf(rendered: string, paths: Iterable<string>): string | undefined {
  const id = renderedFile.idOf(rendered);
  if (id === undefined) return undefined;
  return [...paths].find((path) => {
    const [name = "", folder, parent] = path.split(sep).reverse();
    return /^component\.(mjs|js|ts)$/.test(name) && folder === id && parent === "components";
  });
}
