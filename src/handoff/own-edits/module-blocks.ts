import { type OwnBlock } from "../../terraform/own-block";
import { readOwnFile } from "../../terraform/own-file";
import { type JsonObject } from "../../terraform/stack-json";
import { isRead } from "./module-files";
import { LOADED } from "../../base/loaded-files";
import { isMistake, plainValues } from "../../project/values-files";

/** A block of a module, or the values of a file for its variables or its backend. */
export interface PlacedBlock {
  /** `aws_vpc.main`; the name of the file for values. */
  readonly address: string;
  readonly body: JsonObject;
  /** Name of the file in the folder of the module. */
  readonly file: string;
  /** `network/vpc.tf:3:1`; a file of values has no line. */
  readonly place: string;
  /** Blocks whose arguments Terraform merges into it. @default - none */
  readonly merged?: readonly PlacedBlock[];
}

/** A module as Terraform loads it. */
export interface ModuleBlocks {
  readonly blocks: readonly PlacedBlock[];
  /** Blocks of override files, in the order in which Terraform merges them. */
  readonly overrides: readonly PlacedBlock[];
  readonly mistakes: readonly Mistake[];
}

/** A file that Terraform cannot read. */
interface Mistake {
  readonly file: string;
  /** `network/vpc.tf:3:1` */
  readonly place: string;
  readonly what: string;
}

/** Reads the files of a module, by name. */
export function moduleBlocks(module: string, files: ReadonlyMap<string, string>): ModuleBlocks {
  const mistakes: Mistake[] = [];
  const read = [...files]
    .filter(([name]) => isRead(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => {
      try {
        return { name, blocks: blocksOf(module, name, text) };
      } catch (error) {
        mistakes.push(mistakeOf(module, name, error));
        return { name, blocks: [] };
      }
    });
  const of = (isOverride: boolean): PlacedBlock[] =>
    read.filter(({ name }) => LOADED.override.test(name) === isOverride).flatMap(({ blocks }) => blocks);
  return { blocks: joined(of(false)), overrides: of(true), mistakes };
}

function blocksOf(module: string, name: string, text: string): PlacedBlock[] {
  const path = `${module}/${name}`;
  if (!LOADED.configuration.test(name))
    return [{ address: name, body: plainValues(name, text), file: name, place: path }];
  return readOwnFile(name, text).map(({ address, body, line, column }: OwnBlock) => ({
    address,
    body,
    file: name,
    place: `${path}:${line}:${column}`,
  }));
}

function mistakeOf(module: string, file: string, error: unknown): Mistake {
  if (!isMistake(error)) throw error;
  return { file, place: `${module}/${file}:${error.line}:${error.column}`, what: error.what };
}

/** One block of the settings of all `terraform` blocks, as Terraform merges them. */
function joined(blocks: readonly PlacedBlock[]): PlacedBlock[] {
  const [first, ...others] = blocks.filter(({ address }) => address === "terraform");
  if (!first) return [...blocks];
  const body = others.reduce((all, each) => ({ ...all, ...each.body }), first.body);
  const whole = { ...first, body, merged: others };
  return blocks.flatMap((each) => (each === first ? [whole] : others.includes(each) ? [] : [each]));
}
