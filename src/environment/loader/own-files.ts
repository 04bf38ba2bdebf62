import { dirname, join } from "node:path";
import { meantOr } from "../../base/did-you-mean";
import { LAYERS } from "../../base/layers";
import { isConfiguration, ownSources } from "../own-sources";
import { type Problem, WHOLE_FILE } from "../problems";
import { readTextFile } from "./text-file";
import { type OwnFile } from "../loaded-environment";
import { folderEntries, ownFolderOf } from "./own-source";

/** The files in the folders of an environment's layers, and a problem for each that cannot be read. */
export function readOwnFiles(
  yamlFile: string,
  environment: string,
): { readonly own: OwnFile[]; readonly problems: Problem[] } {
  const own: OwnFile[] = [];
  const problems: Problem[] = [];
  for (const source of ownSources(dirname(yamlFile), environment)) {
    // Other files are refused by their names.
    const read = isConfiguration(source.name) ? readTextFile(source.path) : { text: "" };
    if ("text" in read) {
      own.push({ ...source, text: read.text });
    } else {
      problems.push({
        location: { file: source.path, line: 1, column: 1 },
        path: WHOLE_FILE,
        got: read.got,
        expected: "Terraform configuration of at most 1024 KiB",
        fix: read.why === "encoding" ? "save it as UTF-8, or restore it" : "restore, split or remove it",
      });
    }
  }
  return { own, problems };
}

/** Terraform files in folders of environments that synth would not read. */
export function misplacedFiles(directory: string, environment: string): Problem[] {
  const home = ownFolderOf(directory, environment);
  const { files, folders } = folderEntries(home);
  const expected = `a folder of a layer: ${LAYERS.join(", ")}`;
  return [
    ...files.filter(isConfiguration).map((name) => ({
      path: join(home, name),
      got: "a Terraform file in no folder of a layer",
      expected,
      fix: `move it to ${join(home, "network")}, or to the layer whose stack it belongs to`,
    })),
    ...folders.flatMap((name): Problem[] => {
      const folder = join(home, name);
      if (LAYERS.some((layer) => layer === name)) return foldersOfModules(folder);
      return holdsConfiguration(folder)
        ? [
            {
              path: folder,
              got: "a folder with Terraform files that is no layer",
              expected,
              fix: meantOr("rename it, or move it to another folder", name, LAYERS),
            },
          ]
        : [];
    }),
  ];
}

/** Terraform loads a folder below only as a module, which is not copied. */
const foldersOfModules = (folder: string): Problem[] =>
  folderEntries(folder)
    .folders.map((name) => join(folder, name))
    .filter(holdsConfiguration)
    .map((path) => ({
      path,
      got: "a folder with Terraform files below that of a layer, which is not copied",
      expected: "the files of a layer in its folder",
      fix: "move the files up, or publish the folder as a module and name its version",
    }));

/** Folders of layers with Terraform files, of an environment that has no YAML file. */
export const orphanedFolders = (directory: string, names: readonly string[]): Problem[] =>
  folderEntries(directory)
    .folders.filter((name) => !names.includes(name) && !name.startsWith("."))
    .filter((name) => LAYERS.some((layer) => holdsConfiguration(join(directory, name, layer))))
    .map((name) => {
      return {
        path: ownFolderOf(directory, name),
        got: `Terraform files of an environment without a file ${name}.yaml`,
        expected: `the name of an environment: ${names.join(", ")}`,
        fix: meantOr("rename the folder, or move it away", name, names),
      };
    });

const holdsConfiguration = (folder: string): boolean => folderEntries(folder).files.some(isConfiguration);
