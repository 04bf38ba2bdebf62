import { cpSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, contentsOf, emptyFolder, installed, run, userFolder } from "./harness/installed";
import { exampleProject, install, link, node, script, testsOf, tsc } from "./harness/typescript-project";

const project = exampleProject();

/** An App without additions. */
const PLAIN = `
const { App } = require("cdktf");
const { addEnvironments } = require("private-eks-inference/stacks");
const app = new App();
addEnvironments(app, { environments: ["mlapp", "ml-inference-hardened"] });
app.synth();
`;

beforeAll(() => {
  const { status, stdout } = tsc(project);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

test.each([
  ["Node16", "Node16", "false"],
  ["ESNext", "Bundler", "true"],
  ["CommonJS", "Node10", "true"],
])("the project type-checks with module %s and resolution %s", (module, resolution, skipLibCheck) => {
  const options = ["--module", module, "--moduleResolution", resolution, "--skipLibCheck", skipLibCheck];
  const { status, stdout } = tsc(project, ["--noEmit", ...options]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

test("the public types name no class of bindings", () => {
  const lib = join(installed(), "lib");
  const types = readdirSync(lib).filter((name) => name.endsWith(".d.ts"));
  expect(types).toEqual(["stacks.d.ts", "testing.d.ts"]);
  const imported = types.flatMap((name) => readFileSync(join(lib, name), "utf8").match(/from "[^"]+"/g));
  expect(new Set(imported)).toEqual(new Set(['from "cdktf"', 'from "cdktf/lib/testing/adapters/jest"']));
});

test("an App without additions writes the same bytes as the binary", () => {
  const own = userFolder();
  install(own, ["cdktf", "constructs"]);
  expect(script(own, PLAIN)).toMatchObject({ status: 0 });
  const out = join(emptyFolder(), "out");
  const names = ["--environments", "mlapp,ml-inference-hardened"];
  expect(run(own, ["synth", ...names, "--out", out])).toMatchObject({ status: 0 });
  const ours = contentsOf(join(own, "cdktf.out"));
  expect(ours.size).toBeGreaterThan(30);
  expect(ours).toEqual(contentsOf(out));
});

test("the project's App adds a resource to a stack, and the binary checks its output", () => {
  expect(node(project, ["build/main.js"])).toMatchObject({ status: 0, stdout: "" });
  const stack = readFileSync(join(project, "cdktf.out/stacks/mlapp-models/cdk.tf.json"), "utf8");
  expect(JSON.parse(stack)).toMatchObject({
    resource: { aws_ssm_parameter: { owner: { value: "ml-team" } } },
  });
  expect(run(project, ["check"])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(" checks: 0 errors, ") as string,
  });
});

test("the project's tests pass", () => {
  const { status, stderr } = testsOf(project);
  expect(stderr).toContain("3 passed, 3 total");
  expect(status).toBe(0);
});

test("toPassChecks fails with the findings that synth prints", () => {
  const broken = exampleProject();
  breakWaiver(join(broken, "environments/mlapp.yaml"));
  expect(tsc(broken)).toMatchObject({ status: 0 });
  const tested = testsOf(broken);
  expect(tested.stderr).toContain("2 passed, 3 total");
  const printed = run(broken, ["synth", "--environments", "mlapp"]);
  expect(printed.status).toBe(1);
  const finding = /^error .*\n.*$/m.exec(printed.stderr)?.[0] ?? "";
  expect(finding).toContain("environments/mlapp.yaml:");
  const unindented = tested.stderr.replaceAll(/^ {4}/gm, "");
  expect(unindented).toContain(finding);
});

test("the App refuses the same findings with the same text", () => {
  const own = userFolder();
  install(own, ["cdktf", "constructs"]);
  breakWaiver(join(own, "environments/mlapp.yaml"));
  const { status, stderr } = script(own, PLAIN);
  expect(status).toBe(1);
  const printed = run(own, ["synth", "--environments", "mlapp"]);
  expect(stderr).toContain(/^error .*\n.*$/m.exec(printed.stderr)?.[0] ?? "no finding");
});

test("an output that the App refuses is read by no command", () => {
  const own = userFolder(["mlapp"]);
  install(own, ["cdktf", "constructs"]);
  const app = PLAIN.replace(', "ml-inference-hardened"', "");
  expect(script(own, app)).toMatchObject({ status: 0 });
  breakWaiver(join(own, "environments/mlapp.yaml"));
  expect(script(own, app)).toMatchObject({ status: 1 });
  const { status, stderr } = run(own, ["check"]);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining("got no manifest.json, expected a finished synth") as string,
  });
});

test("a mistake in a file gives the errors of the binary, and adds no stack", () => {
  const own = userFolder();
  install(own, ["cdktf", "constructs"]);
  const file = join(own, "environments/mlapp.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^region: .*$/m, "region: eu-wets-1"));
  const { stderr } = run(own, ["synth"]);
  const [message = "no message"] = stderr.split("\n");
  expect(message).toContain("environments/mlapp.yaml:");
  const app = `const app = new (require("cdktf").App)();
    try { require("private-eks-inference/stacks").addEnvironments(app); }
    catch (error) { console.error(error.message, app.node.children.length); }`;
  const refused = script(own, app);
  expect(refused.stderr).toContain(message);
  expect(refused.stderr).toMatch(/ 0\n$/);
});

test("an unknown environment is an error at the line that names it", () => {
  const app = `const { App } = require("cdktf");
require("private-eks-inference/stacks").addEnvironments(new App(), { environments: ["mlap"] });`;
  const { status, stderr } = script(project, app);
  expect(status).toBe(1);
  expect(stderr).toContain(
    "addEnvironments: environments: got mlap, expected one of mlapp (in environments); did you mean mlapp?",
  );
  expect(stderr).toMatch(/^ +at .*script\.js:2:/m);
  expect(stderr).not.toContain("dist");
});

test("an unknown stack names the stacks that there are", () => {
  const { stderr } = script(
    project,
    `const app = new (require("cdktf").App)({ outdir: "unused" });
    const platform = require("private-eks-inference/stacks").addEnvironments(app, { environments: ["mlapp"] });
    for (const [name, layer] of [["mlap", "cluster"], ["mlapp", "clusters"]])
      try { platform.stack(name, layer); } catch (error) { console.error(error.message); }`,
  );
  expect(stderr).toMatch(/^stack\("mlap", "cluster"\): got mlap, expected mlapp; /m);
  expect(stderr).toMatch(/^stack\("mlapp", "clusters"\): got clusters, expected state, network, /m);
});

test("an ES module imports both entries by name", () => {
  writeFileSync(
    join(project, "script.mjs"),
    `import { addEnvironments } from "private-eks-inference/stacks";
    import { setupJest, synthesizedStacks } from "private-eks-inference/testing";
    console.log(typeof addEnvironments, typeof setupJest, typeof synthesizedStacks);`,
  );
  expect(node(project, ["script.mjs"])).toMatchObject({ stdout: "function function function\n" });
});

describe("copies of the framework", () => {
  const REQUIRE = 'require("private-eks-inference/stacks");';

  test.each(["cdktf", "constructs"])("a missing %s is an error with its place and the command", (missing) => {
    const own = emptyFolder();
    install(
      own,
      ["cdktf", "constructs"].filter((name) => name !== missing),
    );
    const { status, stderr } = script(own, REQUIRE);
    expect(status).toBe(1);
    const place = join(realpathSync(own), "node_modules/private-eks-inference");
    expect(stderr).toContain(`${place}: got no package ${missing}, expected `);
    expect(stderr).toMatch(new RegExp(`run npm install --save-dev .*${missing}@`));
  });

  test("a missing cdktf names the copy that the project has elsewhere", () => {
    const [own, other] = [realpathSync(emptyFolder()), emptyFolder()];
    install(other, []);
    link(join(REPOSITORY, "node_modules/cdktf"), join(own, "node_modules/cdktf"));
    link(join(REPOSITORY, "node_modules/constructs"), join(own, "node_modules/constructs"));
    const { stderr } = script(
      own,
      `require(${JSON.stringify(join(other, "node_modules/private-eks-inference/lib/stacks.js"))});`,
    );
    expect(stderr).toContain(`though ${own} has ${join(REPOSITORY, "node_modules/cdktf")}`);
  });

  test("an App of a second cdktf is an error with both paths", () => {
    const own = realpathSync(emptyFolder());
    install(own, ["cdktf", "constructs"]);
    const second = join(own, "second/node_modules/cdktf");
    copyCdktf(second);
    const { status, stderr } = script(
      own,
      `const { App } = require("./second/node_modules/cdktf");
      require("private-eks-inference/stacks").addEnvironments(new App({ outdir: "unused" }));`,
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      `got an App of ${second}, expected one of ${join(REPOSITORY, "node_modules/cdktf")};`,
    );
    expect(stderr).toContain("npm dedupe");
  });

  test("a second constructs below cdktf is an error with both paths", () => {
    const own = realpathSync(emptyFolder());
    install(own, ["constructs"]);
    copyCdktf(join(own, "node_modules/cdktf"));
    const second = join(own, "node_modules/cdktf/node_modules/constructs");
    rmSync(second, { recursive: true });
    cpSync(join(REPOSITORY, "node_modules/constructs"), second, { recursive: true });
    const { status, stderr } = script(own, REQUIRE);
    expect(status).toBe(1);
    expect(stderr).toContain(`cdktf uses ${second}`);
    expect(stderr).toContain(join(REPOSITORY, "node_modules/constructs"));
  });

  test("something else than an App is an error", () => {
    const { stderr } = script(project, "require('private-eks-inference/stacks').addEnvironments({});");
    expect(stderr).toContain("addEnvironments: got an object, expected an App of ");
  });

  test("the binary uses its own framework where the project has another one", () => {
    const own = userFolder();
    for (const name of ["cdktf", "constructs"]) {
      mkdirSync(join(own, "node_modules", name), { recursive: true });
      writeFileSync(
        join(own, "node_modules", name, "index.js"),
        "throw new Error('the copy of the project');",
      );
    }
    install(own, []);
    const start = join(own, "node_modules/private-eks-inference/bin/private-eks-inference.js");
    const { status } = node(own, [start, "synth", "--environments", "mlapp"]);
    expect(status).toBe(0);
  });
});

/** A copy of cdktf, which contains its dependencies, beside a link to constructs. */
function copyCdktf(folder: string): void {
  cpSync(join(REPOSITORY, "node_modules/cdktf"), folder, { recursive: true });
  link(join(REPOSITORY, "node_modules/constructs"), join(folder, "node_modules/constructs"));
}

/** Ends the waivers of an environment. */
function breakWaiver(file: string): void {
  const text = readFileSync(file, "utf8");
  const broken = text.replaceAll(/until: .*$/gm, "until: 2020-01-31");
  expect(broken).not.toBe(text);
  writeFileSync(file, broken);
}
