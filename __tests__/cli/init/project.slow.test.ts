import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { devDependencies } from "../../../package.json";
import { ROOT } from "../../support/documents";
import { UserFolder } from "./initialized";

const flags = (name: string): string[] => [
  ...["--name", name, "--account", "111122223333", "--region", "eu-west-1", "--entry", "nlb", "--yes"],
  ...["--admins", "arn:aws:iam::111122223333:role/platform-admin"],
];

const WORKFLOWS = ["apply", "comment", "layer", "plan", "review"].map(
  (name) => `.github/workflows/${name}.yml`,
);
const PROJECT = [".gitignore", "README.md", "cdktf.json", "package.json", ...WORKFLOWS];

let folder: UserFolder;
beforeEach(() => (folder = new UserFolder()));
afterEach(() => folder.remove());

test("an empty folder gets an environment and the project around it, which synthesizes", async () => {
  const { status, stdout } = await folder.init(flags("acme"));
  expect(status).toBe(0);
  expect(folder.files).toEqual([...PROJECT, "environments/acme.yaml"].sort());
  expect(stdout.match(/^wrote .*$/gm)).toHaveLength(10);
  expect(stdout).toContain("next: npx private-eks-inference synth");
  const { stacks } = await folder.synth();
  expect(stacks).toHaveLength(5);
});

test("package.json has the exact version of the running program, and cdktf-cli only where it is asked for", async () => {
  await folder.init(flags("acme"));
  const plain = JSON.parse(folder.text("package.json")) as Record<string, object>;
  expect(plain["dependencies"]).toEqual({ "private-eks-inference": "1.2.3" });
  expect(plain["devDependencies"]).toBeUndefined();
  expect(JSON.parse(folder.text("cdktf.json"))).toMatchObject({ app: "npx private-eks-inference synth" });
  const other = new UserFolder();
  await other.init([...flags("acme"), "--cdktf-cli"]);
  expect(JSON.parse(other.text("package.json"))).toMatchObject({
    devDependencies: { "cdktf-cli": devDependencies["cdktf-cli"] },
  });
  other.remove();
});

test("the file has only what differs from the defaults, with comments and the line of its schema", async () => {
  await folder.init(flags("acme"));
  const text = folder.text("environments/acme.yaml");
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/node_modules\/private-eks-inference\/docs\/environment\.schema\.json\n# model behind /,
  );
  expect(Object.keys(parse(text) as object)).toEqual([
    ...["account", "region", "project", "owner", "repository", "components", "cluster", "entry", "models"],
  ]);
});

test("the README has the steps in their order, with the names of the environment", async () => {
  await folder.init(flags("acme"));
  const text = folder.text("README.md");
  expect(text.match(/^## .*$/gm)).toEqual([
    "## Deploy",
    "## First request",
    "## Change",
    "## Pull requests",
    "## Remove",
  ]);
  expect(text).toContain("--name acme-cluster --region eu-west-1");
  expect(text).toContain("111122223333.dkr.ecr.eu-west-1.amazonaws.com/acme/model:1.0.0");
  expect(text).not.toMatch(/undefined|\n\n\n|_repository/);
  await folder.init([...flags("beta"), "--with", "mlflow,pipelines"], { folder: `${folder.path}/beta` });
  expect(folder.text("beta/README.md").match(/`\w+_repository`/g)).toEqual([
    "`mlflow_image_repository`",
    "`kubeflow_pipelines_steps_repository`",
  ]);
});

test("each further environment of a project has a README of its own, and the first one stays", async () => {
  const first = await folder.init(flags("acme"));
  expect(first.stdout).toMatch(/then follow README\.md$/m);
  const text = folder.text("README.md");
  const { stdout } = await folder.init(flags("beta"));
  expect(stdout).toContain("wrote README-beta.md");
  expect(stdout).toMatch(/then follow README-beta\.md$/m);
  expect(stdout).not.toContain("kept README.md");
  expect(folder.text("README-beta.md")).toContain("--name beta-cluster --region eu-west-1");
  expect(folder.text("README-beta.md")).not.toContain("acme");
  expect(folder.text("README.md")).toBe(text);
});

test("a README that the owner of a folder has stays, and the environment has its own beside it", async () => {
  writeFileSync(join(folder.path, "README.md"), "of the owner");
  await folder.init(flags("acme"));
  expect(folder.text("README.md")).toBe("of the owner");
  expect(folder.text("README-acme.md")).toContain("--name acme-cluster");
});

test("the workflows run the scripts of the installed package, which has each of them", async () => {
  await folder.init(flags("acme"));
  const text = WORKFLOWS.map((file) => folder.text(file)).join("\n");
  const called = [...text.matchAll(/node (\S+\.mjs)/g)].map(([, path = ""]) => path);
  expect(called.length).toBeGreaterThan(10);
  const inPackage = called.map((path) => path.replace(/^node_modules\/private-eks-inference\//, ""));
  expect(inPackage.filter((path, index) => path === called[index] || !existsSync(join(ROOT, path)))).toEqual(
    [],
  );
  const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { files: string[] };
  expect(files).toEqual(expect.arrayContaining([".github/scripts", ...WORKFLOWS]));
});

test("a workflow of the user is kept", async () => {
  mkdirSync(join(folder.path, ".github/workflows"), { recursive: true });
  writeFileSync(join(folder.path, ".github/workflows/plan.yml"), "name: mine\n");
  const { status, stdout } = await folder.init(flags("acme"));
  expect(status).toBe(0);
  expect(stdout).toContain("kept .github/workflows/plan.yml, which differs");
  expect(folder.text(".github/workflows/plan.yml")).toBe("name: mine\n");
});

test("a second run adds an environment, and keeps and names what differs", async () => {
  await folder.init(flags("acme"));
  writeFileSync(join(folder.path, ".gitignore"), "of the owner");
  const before = PROJECT.map((file) => folder.text(file));
  const { status, stdout } = await folder.init(flags("beta"));
  expect(status).toBe(0);
  expect(stdout).toContain(
    "wrote environments/beta.yaml\nwrote README-beta.md\nkept .gitignore, which differs",
  );
  expect(stdout).not.toContain("package.json");
  expect(PROJECT.map((file) => folder.text(file))).toEqual(before);
  const { environments } = await folder.synth();
  expect(environments.map(({ name }) => name)).toEqual(["acme", "beta"]);
});

test("images that users build have the tags of the example", async () => {
  await folder.init([...flags("acme"), "--with", "mlflow,pipelines"]);
  const componentsIn = (text: string): unknown => (parse(text) as { components: unknown }).components;
  const example = componentsIn(readFileSync(join(ROOT, "examples/ml-platform.yaml"), "utf8")) as {
    readonly mlflow: { readonly imageTag: string };
    readonly "kubeflow-pipelines": { readonly stepsImageTag: string };
  };
  expect(componentsIn(folder.text("environments/acme.yaml"))).toMatchObject({
    mlflow: { imageTag: example.mlflow.imageTag },
    "kubeflow-pipelines": { stepsImageTag: example["kubeflow-pipelines"].stepsImageTag },
  });
});

test("the workflows read the folder that ENVIRONMENTS_DIR names, and none by default", async () => {
  await folder.init(flags("acme"), { variables: { ENVIRONMENTS_DIR: "deep/envs" } });
  for (const workflow of WORKFLOWS)
    expect(parse(folder.text(workflow))).toMatchObject({ env: { ENVIRONMENTS_DIR: "deep/envs" } });
  const other = new UserFolder();
  await other.init(flags("acme"));
  for (const workflow of WORKFLOWS) expect(parse(other.text(workflow))).not.toHaveProperty("env");
  other.remove();
});

test("ENVIRONMENTS_DIR names the folder, and the line of the schema leads out of it", async () => {
  const { status } = await folder.init(flags("acme"), { variables: { ENVIRONMENTS_DIR: "deep/envs" } });
  expect(status).toBe(0);
  expect(folder.text("deep/envs/acme.yaml")).toContain("$schema=../../node_modules/private-eks-inference/");
});

test("answers that only a check refuses name the place that the file would have", async () => {
  const network = ["--network", "existing", "--vpc-name", "shared", "--vpc-cidr", "10.0.0.0/16"];
  const subnets = ["--private-subnets", "10.0.0.0/28,10.0.0.16/28"];
  const { status, stderr } = await folder.init([...flags("acme"), ...network, ...subnets]);
  expect({ status, files: folder.files }).toEqual({ status: 1, files: [] });
  expect(stderr).toContain(`(${folder.path}/environments/acme.yaml:`);
  expect(stderr).toMatch(/nothing was written\n$/);
});

test("an environment of the name is refused and stays as it is", async () => {
  await folder.init(flags("acme"));
  const before = folder.text("environments/acme.yaml");
  const { status, stderr } = await folder.init([...flags("acme"), "--model", "other"]);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      "--name: got acme, expected a name that no environment has; choose another name, or edit the file of acme\n\nnothing was written\n",
  });
  expect(folder.text("environments/acme.yaml")).toBe(before);
});

test("a package.json of npm install is kept", async () => {
  writeFileSync(join(folder.path, "package.json"), '{ "dependencies": {} }\n');
  const { status, stdout } = await folder.init(flags("acme"));
  expect(status).toBe(0);
  expect(stdout).toContain("kept package.json, which differs");
  expect(folder.text("package.json")).toBe('{ "dependencies": {} }\n');
});

test.each<readonly [fault: string, make: (file: string) => void]>([
  ["half a file", (file) => writeFileSync(file, "account: 12\n")],
  ["bytes that are not UTF-8", (file) => writeFileSync(file, Buffer.from([0x61, 0xff]))],
  ["a folder", (file) => mkdirSync(file)],
  ["a loop of links", (file) => symlinkSync(file, file)],
])("%s in place of another environment does not prevent a new one", async (_, make) => {
  mkdirSync(join(folder.path, "environments"));
  make(join(folder.path, "environments/old.yaml"));
  const { status, stderr } = await folder.init(flags("acme"));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(folder.has("environments/acme.yaml")).toBe(true);
});

test("a file that cannot be written leaves none behind", async () => {
  mkdirSync(join(folder.path, "environments"));
  writeFileSync(join(folder.path, "README.md.lock"), "");
  mkdirSync(join(folder.path, "package.json"));
  const { status, stderr } = await folder.init(flags("acme"));
  expect(status).toBe(1);
  expect(stderr).toContain("package.json");
  expect(folder.files).toEqual(["README.md.lock"]);
});

describe("questions on a terminal", () => {
  /** Answers in their order, then the end of the input. */
  const answering = (...replies: readonly string[]) => {
    const left = [...replies];
    const asked: string[] = [];
    return {
      asked,
      ask: (text: string): Promise<string | undefined> => {
        asked.push(text);
        return Promise.resolve(left.shift());
      },
    };
  };

  test("Enter takes the default, and a refused answer is asked again with the reason", async () => {
    const { asked, ask } = answering(
      ...["", "12", "111122223333", "eu-west-1", "", "", "nlb", "", "", "", "", "", "", "me"],
      ...["arn:aws:iam::111122223333:role/Admin", "", ""],
    );
    const { status, stderr } = await folder.init([], { ask });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: [
        "--account: got 12, expected the 12 digits of an AWS account; write all 12 digits, such as 111122223333\n",
        "--admins: got me, expected the ARN of an IAM role such as arn:aws:iam::111122223333:role/platform-admin; copy the whole ARN of the role\n",
      ].join(""),
    });
    expect(asked[0]).toBe("name of the environment, which is in the names of its resources [ml-dev]: ");
    expect(asked.filter((text) => text.startsWith("AWS account"))).toHaveLength(2);
    expect(folder.has("environments/ml-dev.yaml")).toBe(true);
  });

  test("a flag answers its question", async () => {
    const { asked, ask } = answering();
    const { status } = await folder.init(
      flags("acme").filter((flag) => flag !== "--yes"),
      { ask },
    );
    expect(status).toBe(130);
    expect(asked).toEqual([
      "network: none (new, without internet access), nat (new, with NAT gateways), existing (a VPC of yours) [none]: ",
    ]);
  });

  test("Ctrl-C and the end of the input write nothing, at every question", async () => {
    const replies = ["acme", "111122223333", "eu-west-1", "nat", "", "nlb", "", "", "", "1.0.0", "", ""];
    for (let count = 0; count <= replies.length; count += 1) {
      const { ask } = answering(...replies.slice(0, count));
      const { status, stdout, stderr } = await folder.init([], { ask });
      expect({ status, stdout, stderr }).toEqual({
        status: 130,
        stdout: "",
        stderr: "\nnothing was written\n",
      });
      expect(folder.files).toEqual([]);
    }
  });
});
