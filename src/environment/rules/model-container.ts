import { memoryMiB } from "../../base/quantities";
import { keyOfFile, CONTAINER_FOLDERS } from "../container-folders";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";
import { forEach, forEachValue } from "../rule-problems";

type Model = EnvironmentConfig["models"][number];

/** Folders of the platform in each container, with the key that gives them their contents. */
const OWN_FOLDERS = {
  [CONTAINER_FOLDERS.tmp]: "tmpMiB",
  [CONTAINER_FOLDERS.models]: "modelCacheMiB",
  [CONTAINER_FOLDERS.weights]: "weights",
  [CONTAINER_FOLDERS.secrets]: "secrets",
};

/** Folders with the programs of the image, which a volume hides. */
const OF_IMAGE = ["/", "/bin", "/etc", "/lib", "/lib64", "/sbin", "/usr", "/var"];

/** Folders that the container runtime fills, with all below them. */
const OF_RUNTIME = /^\/(dev(?!\/shm(\/|$))|proc|run|sys|var\/run)(\/|$)/;

/** Rules on the folders of the container, on their memory and on their files. */
export const containerRules = (model: Model): KeyProblem[] => [
  ...memoryVolumeRules(model),
  ...folderRules(model),
  ...fileNameRules(model),
];

function memoryVolumeRules({ memoryVolumes = {}, memoryRequest }: Model): KeyProblem[] {
  const total = Object.values(memoryVolumes).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  return total >= memoryMiB(memoryRequest)
    ? [
        {
          key: ["memoryRequest"],
          expected: `more than ${total}Mi, the size of memoryVolumes, whose files count as memory of the container`,
          fix: "raise memoryRequest, or lower sizeMiB of the volumes",
        },
      ]
    : [];
}

function folderRules({ memoryVolumes = {}, configFiles = {} }: Model): KeyProblem[] {
  const taken = new Map<string, string>(Object.entries(OWN_FOLDERS));
  const inKey = (key: string) => (name: string, folder: { readonly path: string }) => {
    const { path } = folder;
    const problem = folderProblem(path, taken);
    taken.set(path, `${key}.${name}`);
    return problem === undefined ? [] : [{ key: [key, name, "path"], ...problem }];
  };
  return [
    ...forEachValue(memoryVolumes, inKey("memoryVolumes")),
    ...forEachValue(configFiles, inKey("configFiles")),
  ];
}

const CHOOSE = "choose a folder of the model such as /srv/settings";

function folderProblem(
  path: string,
  taken: ReadonlyMap<string, string>,
): Pick<KeyProblem, "expected" | "fix"> | undefined {
  if (OF_IMAGE.includes(path) || OF_RUNTIME.test(path))
    return { expected: "a folder that the image and the container runtime leave free", fix: CHOOSE };
  const [other, key] =
    [...taken].find(
      ([each]) => each === path || path.startsWith(`${each}/`) || each.startsWith(`${path}/`),
    ) ?? [];
  return other === undefined
    ? undefined
    : { expected: `a folder apart from ${other} of ${key}`, fix: CHOOSE };
}

/** A ConfigMap has one key for each name. */
const fileNameRules = ({ configFiles = {} }: Model): KeyProblem[] =>
  forEachValue(configFiles, (name, { files }) =>
    forEach(files, (file, index) => {
      const first = files.findIndex((each) => keyOfFile(each) === keyOfFile(file));
      // `listRules` reports a path twice in one list.
      return first === index || files[first] === file
        ? []
        : [
            {
              key: ["configFiles", name, "files", index],
              expected: `another name than that of ${files[first]} in the same folder`,
              fix: "rename one of the files, or add another entry of configFiles",
            },
          ];
    }),
  );
