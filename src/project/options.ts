import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { listedNames } from "../base/command-line";
import { nearest } from "../base/did-you-mean";
import { userError } from "../base/errors";
import { COMMAND_VARIABLES } from "./command/variables";
import { holdsYaml } from "./command/holds-yaml";
import { type Layer, LAYERS } from "../base/layers";

/** Environment variables of the process. */
export type Variables = Readonly<Record<string, string | undefined>>;

export const VARIABLES_HELP = [
  "",
  "Environment variables:",
  ...COMMAND_VARIABLES.map(([name, meaning]) => `  ${name.padEnd(20)}  ${meaning}`),
].join("\n");

const DEFAULT_OUTPUT_FOLDER = "cdktf.out";

/** An empty variable counts as unset. */
export const outputFolderIn = (variables: Variables): string =>
  variables["CDKTF_OUTDIR"] || DEFAULT_OUTPUT_FOLDER;

/** Folder of the user's environments. */
export const OWN_ENVIRONMENTS = "environments";

/** Folder of the reference environments in a checkout of this project. */
const EXAMPLES = "examples";

/**
 * The folder of the YAML files: `ENVIRONMENTS_DIR`; without it, the user's own if it has a YAML file, else the examples if there are any.
 *
 * @param root folder in which a relative folder is looked for
 */
export const environmentsDirIn = (variables: Variables, root = "."): string =>
  variables["ENVIRONMENTS_DIR"] ||
  ([OWN_ENVIRONMENTS, EXAMPLES].find((folder) => holdsYaml(join(root, folder))) ?? OWN_ENVIRONMENTS);

export const inOption = (variables: Variables): Option =>
  new Option("--in <dir>", "output folder of synth").default(outputFolderIn(variables));

/** The folder of `--in` on the command line; undefined without this option. */
export const namedFolder = (program: Command): string | undefined =>
  program.getOptionValueSource("in") === "cli" ? (program.getOptionValue("in") as string) : undefined;

export const baseOption = (): Option =>
  new Option(
    "--base <ref>",
    "synthesize this git revision and the checkout with its uncommitted edits, each in a temporary folder, instead of --before; with --in, compare the revision with that folder",
  );

export function environmentsOption(variables: Variables): Option {
  const given = variables["ENVIRONMENT"]?.trim() ?? "";
  // A list without a name, such as `,`, must not select all: it is refused as a name.
  const names = listedNames(given).length > 0 ? listedNames(given) : given === "" ? [] : [given];
  const option = new Option("--environments <names>", "only these environments, such as a,b").argParser(
    parsed,
  );
  return names.length > 0 ? option.default(names, names.join(",")) : option.default(undefined, "all");
}

function parsed(list: string): string[] {
  const names = listedNames(list);
  if (names.length === 0) throw new InvalidArgumentError("Expected names, such as a,b.");
  return names;
}

/** The named environments, all of them where none is named. Throws where one is unknown. */
export function chosenNames(
  named: readonly string[] | undefined,
  known: readonly string[],
  where: string,
  option = "--environments",
): readonly string[] {
  if (named === undefined) return known;
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length === 0) return known.filter((name) => named.includes(name));
  const meant = unknown.map((name) => nearest(name, known)).filter((name) => name !== undefined);
  throw userError({
    place: option,
    got: unknown.join(", "),
    expected: `one or more of ${known.join(", ")} (${where})`,
    fix: meant.length > 0 ? `did you mean ${meant.join(", ")}?` : "choose from these",
  });
}

/** Layers of a list such as `network,cluster`, in the order of the list. */
export function layersIn(list: string): Layer[] {
  const names = listedNames(list);
  const layers = [...new Set(names)].flatMap((name) => LAYERS.find((layer) => layer === name) ?? []);
  if (names.length === 0 || layers.length < new Set(names).size)
    throw new InvalidArgumentError(`Expected layers of ${LAYERS.join(", ")}.`);
  return layers;
}
