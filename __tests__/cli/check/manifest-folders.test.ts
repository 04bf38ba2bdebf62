import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { runCheck } from "../../../src/cli/check/command";
import { resynthesize } from "../../../src/synth/resynthesize";
import { argoCdIn } from "../../support/argo-cd";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { manifestsOfModel } from "../../support/manifests-of-model";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("manifest-folders");
const out = join(work, "out");
const NAME = "ml-inference-prod";
const REGISTRY = `222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/${NAME}`;

beforeAll(() =>
  publishTo(out, {
    [NAME]: {
      network: { egress: "none" },
      cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"] } } },
      components: { "argo-cd": { ...argoCdIn("ap-southeast-2"), models: { sentiment: {} } } },
    },
  }),
);

let folders = 0;

/** A folder with a model that passes, and other files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = join(work, `render-${folders}`);
  for (const [name, text] of Object.entries({ "a.yaml": CLEAN, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const CLEAN = manifestsOfModel(REGISTRY)
  .map((each) => stringify(each))
  .join("---\n");

const check = (folder: string, ...args: string[]): Run =>
  runOf((output) =>
    runCheck(
      ["--in", out, "--manifests", folder, "--environments", NAME, ...args],
      { variables: {}, today: TODAY, resynthesize },
      output,
    ),
  );

/** Nine lists, each with nine aliases of the one before: 387,420,489 values. */
const ALIAS_BOMB = [..."abcdefghi"]
  .map((name, index, all) => `${name}: &${name} [${Array(9).fill(index === 0 ? "x" : `*${all[index - 1]}`)}]`)
  .join("\n");

const OPEN_SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "open" },
  spec: {
    type: "LoadBalancer",
    selector: { "app.kubernetes.io/name": "sentiment" },
    ports: [{ name: "http", port: 80, targetPort: "http" }],
  },
};

test.each<[what: string, file: string, text: string, message: string]>([
  [
    "an alias bomb",
    "bomb.yaml",
    ALIAS_BOMB,
    "bomb.yaml:1: got aliases that repeat too many values, expected a rendered manifest in YAML; correct the file",
  ],
  ["an alias without an anchor", "a.yml", "kind: *b\n", "a.yml:1: got Unresolved alias"],
  [
    "an alias of the value that it is in",
    "a.yml",
    "\nkind: &a [*a]\n",
    "a.yml:2: got values nested more than",
  ],
  [
    "a value that is 20,000 levels deep",
    "a.yml",
    `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`,
    "a.yml:1: got values nested more than 100 levels deep",
  ],
  [
    "a value that is 3,000 levels deep",
    "a.json",
    `{"a": ${'{"a":'.repeat(3000)}1${"}".repeat(3000)}}`,
    "a.json:1: got values nested more than 100 levels deep",
  ],
  [
    "a program of Jsonnet",
    "x.jsonnet",
    JSON.stringify(OPEN_SERVICE),
    "x.jsonnet: got a program of Jsonnet, which Argo CD runs, expected a rendered manifest in YAML; write its result to a file with the ending .json or .yaml, and leave it out",
  ],
  [
    "a Kustomization without an ending",
    "Kustomization",
    "resources: [a.yaml]\n",
    "Kustomization: got a file by which Argo CD builds the folder, and does not read its manifests as they are, expected a rendered manifest in YAML; render the folder to another one (kustomize build, helm template), and name that one",
  ],
  [
    "a Kustomization in YAML",
    "kustomization.yml",
    "resources: [a.yaml]\n",
    "kustomization.yml: got a file by which",
  ],
  ["a chart", "Chart.yaml", "name: a\n", "Chart.yaml: got a file by which"],
  [
    "parameters of the source",
    ".argocd-source.yaml",
    "directory: {recurse: true}\n",
    ".argocd-source.yaml: got a file by which",
  ],
  [
    "parameters of the source of one Application",
    ".argocd-source-models.yaml",
    "directory: {recurse: true}\n",
    ".argocd-source-models.yaml: got a file by which",
  ],
  [
    "a file that Argo CD skips",
    "b.yaml",
    `# +argocd:skip-file-rendering\n${stringify(OPEN_SERVICE)}`,
    "b.yaml:1: got +argocd:skip-file-rendering, by which Argo CD does not read the file",
  ],
  ["JSON with two objects", "b.json", "{}\n{}\n", "b.json:2: got"],
  ["JSON with a list", "b.json", "[]", "b.json:1: got a document that is no mapping"],
  ["half of a JSON file", "b.json", '{"kind": "Service", ', "b.json:1: got"],
  ["a tag that changes a value", "b.yaml", "kind: !foo Service\n", "b.yaml:1: got Unresolved tag: !foo"],
  [
    "a list without items",
    "b.yaml",
    "kind: List\nitems: {a: 1}\n",
    "b.yaml:1: got a List without a list of items",
  ],
])("ML-04 fails with %s beside a model that passes", (_, file, text, message) => {
  const { status, stdout, stderr } = check(folderWith({ [file]: text }));
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(message);
  for (const line of stderr.trimEnd().split("\n")) expect(line).toMatch(/: got .+, expected .+; .+$/);
});

test.each<[what: string, put: (file: string) => unknown, message: string]>([
  [
    "bytes that are not UTF-8",
    (file) => writeFileSync(file, Buffer.from([0x61, 0xff])),
    "got bytes that are not",
  ],
  ["a link to itself", (file) => symlinkSync(file, file), "got a loop of symbolic links (ELOOP)"],
  ["a link to nothing", (file) => symlinkSync("nowhere", file), "got no such file or folder (ENOENT)"],
  ["a pipe", (file) => execFileSync("mkfifo", [file]), "got a special file"],
  [
    "a file of 3 GiB",
    (file) => {
      writeFileSync(file, "");
      truncateSync(file, 3 * 2 ** 30);
    },
    "got 3145728 KiB",
  ],
])("ML-04 fails with %s in place of a manifest", (_, put, message) => {
  const folder = folderWith({});
  put(join(folder, "b.yaml"));
  const { status, stdout, stderr } = check(folder);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^\S+b\.yaml: got .+, expected .+; .+\n$/);
  expect(stderr).toContain(message);
});

test("ML-04 errors of all files are shown at once", () => {
  const folder = folderWith({ "b.jsonnet": "{}", "c.yaml": ALIAS_BOMB, Kustomization: "" });
  symlinkSync("nowhere", join(folder, "d.json"));
  const { stderr } = check(folder);
  expect(stderr.trimEnd().split("\n")).toHaveLength(4);
});

test.each<[what: string, file: string, text: string]>([
  ["a JSON file", "evil.json", JSON.stringify(OPEN_SERVICE)],
  ["a file whose name begins with a dot", ".evil.yaml", stringify(OPEN_SERVICE)],
  [
    "a merge key",
    "merge-key.yaml",
    stringify({ ...OPEN_SERVICE, spec: { ...OPEN_SERVICE.spec, type: undefined } }).replace(
      "spec:\n",
      "spec:\n  <<: {type: LoadBalancer}\n",
    ),
  ],
  ["a file in a subfolder", "b/evil.yml", stringify(OPEN_SERVICE)],
])("ML-04 judges the Service of %s as Argo CD does", (_, file, text) => {
  const { status, stdout } = check(folderWith({ [file]: text }));
  expect(status).toBe(1);
  expect(stdout).toMatch(
    new RegExp(
      `^error +manifest-services \\S+ Service/open \\(\\S+${file.replaceAll(".", "\\.")}:1\\)\n.*its type is LoadBalancer`,
      "m",
    ),
  );
});

test.each(["yes", "on", "True"])("ML-04 reads %s as Kubernetes does: true", (yes) => {
  const text = CLEAN.replace("      enableServiceLinks: false\n", `$&      hostNetwork: ${yes}\n`);
  expect(text).not.toBe(CLEAN);
  const { stdout } = check(folderWith({ "a.yaml": text }));
  expect(stdout).toMatch(/^error +pod-security .*\n.*hostNetwork is true/m);
});

test("ML-04 addresses of others on a Service are an error with file and line", () => {
  const spec = { ...OPEN_SERVICE.spec, type: "ClusterIP", externalIPs: ["10.64.8.5"] };
  const { status, stdout } = check(folderWith({ "b.yaml": stringify({ ...OPEN_SERVICE, spec }) }));
  expect(status).toBe(1);
  expect(stdout).toMatch(/^error +service-settings \S+ Service\/open \(\S+b\.yaml:1\)\n.*10\.64\.8\.5/m);
});

test("ML-04 names files that Argo CD does not read, and files in subfolders", () => {
  const { status, stdout } = check(
    folderWith({ "README.md": "", "B.YAML": "", "c/d.yaml": "", ".git/config.yaml": "", "e/x.txt": "" }),
  );
  expect(status).toBe(0);
  expect(stdout).toContain(
    "files with other endings, which Argo CD does not read 3 (B.YAML, README.md, e/x.txt)",
  );
  expect(stdout).toContain(
    "files in subfolders, which Argo CD does not read in a folder of plain manifests 1 (c/d.yaml)",
  );
  expect(stdout).not.toContain(".git");
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "ML-04 a key, a kind and a name %s end in findings, not in a stack trace",
  (word) => {
    const text = CLEAN.replace("    metadata:\n", `    ${word}: {a: 1}\n    metadata:\n`);
    const other = `apiVersion: v1\nkind: ${word}\nmetadata: {name: ${word}, ${word}: 1}\n${word}: 1\n`;
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, labels: {${word}: ${word}}}\ndata: {${word}: ${word}}\n`;
    const { status, stdout } = check(folderWith({ "a.yaml": text, "b.yaml": other, "c.yaml": config }));
    expect(status).toBe(1);
    expect(stdout).toContain(`the project allows no ${word} of v1`);
  },
);
