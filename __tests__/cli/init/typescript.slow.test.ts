import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { devDependencies } from "../../../package.json";
import { UserFolder } from "./initialized";

const FLAGS = [
  ...["--name", "acme", "--account", "111122223333", "--region", "eu-west-1", "--entry", "nlb"],
  ...["--admins", "arn:aws:iam::111122223333:role/platform-admin", "--yes"],
];
const ADDED = ["main.test.ts", "main.ts", "tsconfig.json"];

let folder: UserFolder;
beforeEach(() => (folder = new UserFolder()));
afterEach(() => folder.remove());

const json = (file: string): Record<string, object> =>
  JSON.parse(folder.text(file)) as Record<string, object>;

test("without --typescript no file of TypeScript is written", async () => {
  await folder.init(FLAGS);
  expect(folder.files.filter((file) => ADDED.includes(file))).toEqual([]);
  expect(folder.text(".gitignore")).not.toContain("build");
});

test("--typescript writes an App, its settings and a test", async () => {
  const { status, stdout } = await folder.init([...FLAGS, "--typescript"]);
  expect(status).toBe(0);
  for (const file of ADDED) expect(stdout).toContain(`wrote ${file}\n`);
  expect(stdout).toContain("next: npm install && npm run synth && npm test, then follow README.md\n");
  expect(folder.text(".gitignore")).toContain("build/\n");
});

test("--typescript adds the packages with the versions that this program is tested with, and scripts", async () => {
  await folder.init([...FLAGS, "--typescript", "--cdktf-cli"]);
  const names = [
    "@types/jest",
    "@types/node",
    "cdktf",
    "cdktf-cli",
    "constructs",
    "jest",
    "typescript",
  ] as const;
  expect(json("package.json")["devDependencies"]).toEqual(
    Object.fromEntries(names.map((name) => [name, devDependencies[name]])),
  );
  expect(json("package.json")["scripts"]).toMatchObject({
    synth: "tsc && node build/main.js",
    test: "tsc && jest --roots build",
  });
  expect(json("cdktf.json")).toMatchObject({ app: "npm run --silent synth" });
});

test("the README synthesizes with the script of the project", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  expect(folder.text("README.md")).toContain("npm run synth ");
  expect(folder.text("README.md")).not.toMatch(/^npx private-eks-inference synth/m);
});

test("a project with an App of its own has no workflows, which would synthesize without it", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  expect(folder.files.filter((file) => file.startsWith(".github"))).toEqual([]);
  expect(folder.text("README.md")).not.toContain(".github");
});

test("a file of the project is kept", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  const before = folder.text("main.ts");
  const { stdout } = await folder.init([
    "--typescript",
    ...FLAGS.map((each) => (each === "acme" ? "beta" : each)),
  ]);
  expect(folder.text("main.ts")).toBe(before);
  expect(stdout).not.toMatch(/kept main|complete it/);
});

test("a file of the user is kept and named", async () => {
  writeFileSync(join(folder.path, "main.ts"), "export {};\n");
  const { status, stdout } = await folder.init([...FLAGS, "--typescript"]);
  expect(status).toBe(0);
  expect(stdout).toContain("kept main.ts, which differs");
  expect(folder.text("main.ts")).toBe("export {};\n");
});

test("a package.json of the user is kept, and the commands that complete it are printed", async () => {
  const own = '{ "name": "mine" }\n';
  writeFileSync(join(folder.path, "package.json"), own);
  const { stdout } = await folder.init([...FLAGS, "--typescript"]);
  expect(folder.text("package.json")).toBe(own);
  const { cdktf, constructs } = devDependencies;
  expect(stdout).toContain(`npm install --save-dev --save-exact `);
  expect(stdout).toContain(` cdktf@${cdktf} constructs@${constructs} `);
  expect(stdout).toContain('npm pkg set "scripts.test=tsc && jest --roots build"\n');
});

test("a package.json with the packages and scripts in other versions needs nothing", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  const text = folder.text("package.json").replace(/"cdktf": "[^"]+"/, '"cdktf": "*"');
  writeFileSync(join(folder.path, "package.json"), text);
  const { stdout } = await folder.init([
    "--typescript",
    ...FLAGS.map((each) => (each === "acme" ? "beta" : each)),
  ]);
  expect(stdout).toContain("kept package.json");
  expect(stdout).not.toContain("complete it");
});
