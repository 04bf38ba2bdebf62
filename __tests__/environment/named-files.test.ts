import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { readEnvironments } from "../../src/environment/load";
import { formatProblem } from "../../src/environment/problems";
import { environmentSettings } from "../../src/environment/settings";
import { loadRequest } from "../../src/synth/inputs";
import { smallEnvironment } from "../support/minimal-file";

const keys = (...files: readonly string[]) =>
  smallEnvironment({
    models: [
      { name: "fraud", image: { tag: "1.0.0" }, configFiles: { settings: { path: "/etc/fraud", files } } },
    ],
  });

function folderWith(environment: object, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "named-files-"));
  writeFileSync(join(folder, "prod.yaml"), stringify(environment));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const load = (folder: string) => readEnvironments(loadRequest(folder, undefined));
const problems = (folder: string): string[] =>
  load(folder).problems.map((problem) => formatProblem(problem).replaceAll(folder, "DIR"));
const refused = (name: string, files: Readonly<Record<string, string | Buffer>> = {}): string[] =>
  problems(folderWith(keys(name), files)).map((line) => line.replace(/^.*?prod\.yaml:\d+:\d+ /, ""));

const PLACE = "models[0].configFiles.settings.files[0]";

test("an environment has the texts of the files that it names", () => {
  const { environments } = load(folderWith(keys("files/a.json"), { "files/a.json": "{}\n" }));
  expect(environments[0]?.files).toEqual([
    { file: "files/a.json", path: ["models", 0, "configFiles", "settings", "files", 0], text: "{}\n" },
  ]);
});

test("a named file is an input of the environment, so that another text makes an output stale", () => {
  const folder = folderWith(keys("a.json"), { "a.json": "{}\n" });
  const [environment] = load(folder).environments;
  expect([...(environment?.texts ?? [])].map(([path, text]) => [path.slice(-6), text])).toContainEqual([
    "a.json",
    "{}\n",
  ]);
});

test("a setting that names a file changes with its text", () => {
  const valueWith = (text: string) => {
    const [environment] = load(folderWith(keys("a.json"), { "a.json": text })).environments;
    if (!environment) throw new Error("no environment");
    return environmentSettings(environment).find(
      ({ path }) => path.join(".") === "models.0.configFiles.settings.files",
    )?.value;
  };
  expect(valueWith("1")).toEqual([expect.stringMatching(/^a\.json \(sha256 [0-9a-f]{12}\)$/)]);
  expect(valueWith("1")).not.toEqual(valueWith("2"));
});

test("fails when a named file does not exist", () => {
  expect(refused("files/a.json")).toEqual([
    `${PLACE}: got no such file or folder (ENOENT), expected a text file below the folder of the YAML file; create files/a.json there, or correct the path`,
  ]);
});

test("fails when a named file is a folder", () => {
  expect(refused("files", { "files/a.json": "" })).toEqual([
    expect.stringContaining(`${PLACE}: got a folder, expected a text file`),
  ]);
});

test.each([
  ["bytes that are not UTF-8", Buffer.from([0xff, 0xfe, 0x00])],
  ["a binary file", Buffer.from("a\0b")],
])("fails when a named file has %s", (got, content) => {
  expect(refused("a.bin", { "a.bin": content })).toEqual([
    `${PLACE}: got ${got}, expected text in UTF-8; put binary files into the image or the model bucket`,
  ]);
});

test("fails when a symbolic link leads out of the folder", () => {
  const folder = folderWith(keys("a.json"), {});
  const outside = folderWith(keys("a.json"), { "secret.txt": "x" });
  symlinkSync(join(outside, "secret.txt"), join(folder, "a.json"));
  expect(problems(folder)).toEqual([
    expect.stringContaining(`${PLACE}: got a symbolic link out of the folder, expected`),
  ]);
});

test.each(["../a.json", "/etc/passwd", "a/../b", "./a", "a b.json", "..a"])(
  "fails when a file is named %s",
  (name) => {
    expect(refused(name)).toEqual([expect.stringContaining(`${PLACE}: got`)]);
  },
);

test("fails when two files of a ConfigMap have one name", () => {
  const folder = folderWith(keys("a/x.json", "b/x.json"), { "a/x.json": "1", "b/x.json": "2" });
  expect(problems(folder)).toEqual([
    expect.stringMatching(
      /files\[1\]: got b\/x\.json, expected another name than that of a\/x\.json in the same folder; rename one of the files, or add another entry of configFiles$/,
    ),
  ]);
});

test("a ConfigMap of 1 MiB is accepted, and one more byte is not", () => {
  const most = 1_048_576 - "a.txt".length;
  expect(refused("a.txt", { "a.txt": "x".repeat(most) })).toEqual([]);
  expect(refused("a.txt", { "a.txt": "x".repeat(most + 1) })).toEqual([
    "models[0].configFiles.settings: got 1048577 bytes, expected at most 1048576 bytes of names and texts, the limit of a ConfigMap; split it into several entries of configFiles, or put the files into the model bucket",
  ]);
});
