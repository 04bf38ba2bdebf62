import { devDependencies } from "../../../package.json";
import { UserFolder } from "./initialized";

const FLAGS = [
  "--name",
  "acme",
  "--account",
  "111122223333",
  "--region",
  "eu-west-1",
  "--entry",
  "nlb",
].concat(["--admins", "arn:aws:iam::111122223333:role/platform-admin", "--yes"]);
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
  expect(folder.text("main.test.ts")).toContain('"acme-cluster"');
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
    test: "tsc && jest",
  });
  expect(json("cdktf.json")).toMatchObject({ app: "npm run --silent synth" });
});

test("the README synthesizes with the script of the project", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  expect(folder.text("README.md")).toContain("npm run synth ");
  expect(folder.text("README.md")).not.toContain("npx private-eks-inference synth ");
});

test("a file of the project is kept", async () => {
  await folder.init([...FLAGS, "--typescript"]);
  const before = folder.text("main.ts");
  const { stdout } = await folder.init([
    "--typescript",
    ...FLAGS.map((each) => (each === "acme" ? "beta" : each)),
  ]);
  expect(folder.text("main.ts")).toBe(before);
  expect(stdout).toContain("kept main.test.ts, which differs");
});
