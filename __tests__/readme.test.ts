import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chart } from "./support/declared";
import { LAYERS } from "../src/shared/terraform/layers";
import { DEFAULT_KUBERNETES_VERSION } from "../src/platform/facts/kubernetes-versions";
import { TERRAFORM_VERSION } from "../src/platform/stacks/layer-stack";
import { FIRST_APPLY_OVERRIDE } from "../src/shared/terraform/first-apply";
import { LEAST_CAUGHT, LEAST_CAUGHT_WITHOUT_ACCEPTED } from "../src/tools/mutate/command";

const ROOT = resolve(__dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

const all = (pattern: RegExp): string[] => [...readme.matchAll(pattern)].map(([, found]) => found as string);

test("the README describes every environment, and no other", () => {
  const described = all(/^\| `([a-z-]+)` +\| (?:no internet|the same|NAT|two APIs|KServe)/gm);
  const files = readdirSync(join(ROOT, "examples")).flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []);
  expect(described.sort()).toEqual(files.sort());
});

test("every npm script of the README exists", () => {
  const named = all(/npm run ([a-z:-]+)/g);
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

/** Paths of the map. An indented line names folders of the folder above it. */
function mapped(): string[] {
  const map = /```\n(main\.ts [^]*?)```/.exec(readme)?.[1] ?? "";
  let above = "";
  return map.split("\n").flatMap((line) => {
    const [, indent = "", names = ""] = /^( *)(\S+(?: \S+)*?) {2,}/.exec(line) ?? [];
    if (indent === "") above = names;
    return names
      .split(" ")
      .filter(Boolean)
      .map((name) => (indent === "" ? name : `${above}/${name}`));
  });
}

test("the map lists every folder of src, and the folders of both sides of the wall", () => {
  const folders = ["src", "src/platform", "src/proof", "__tests__/real"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`),
  );
  const listed = mapped();
  expect(folders.length).toBeGreaterThan(15);
  expect(folders.filter((folder) => !listed.includes(folder))).toEqual([]);
});

test("every linked file and folder exists", () => {
  const links = all(/\]\(([^)#:]+)\)/g);
  const folders = mapped();
  expect(links).not.toEqual([]);
  expect(folders.length).toBeGreaterThan(5);
  expect([...links, ...folders].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("versions and file names equal those of the sources", () => {
  const controller = chart("aws-load-balancer-controller");
  expect(readme).toContain(`aws-load-balancer-controller:${controller.images["controller"]?.tag}`);
  expect(readme).toContain(`charts/aws-load-balancer-controller:${controller.version}`);
  expect(readme).toContain(`| ${DEFAULT_KUBERNETES_VERSION} `);
  expect(readme).toContain(`cp ${FIRST_APPLY_OVERRIDE} .`);
  expect(TERRAFORM_VERSION).toBe(">= 1.11.0");
  expect(readme).toContain("Terraform 1.11 or later");
});

test("the mutation scores equal those of the command", () => {
  expect(readme).toContain(`fails below ${LEAST_CAUGHT} % of all changes`);
  expect(readme).toContain(`below ${LEAST_CAUGHT_WITHOUT_ACCEPTED} % of those`);
});

test.each(["cost", "review"])("the sample of npm run %s is part of the generated page", (page) => {
  const generated = readFileSync(join(ROOT, `docs/${page}.md`), "utf8");
  const sample =
    new RegExp(`npm run ${page} [^]*?\n\`\`\`(?:text|markdown)\n([^]*?)\`\`\``).exec(readme)?.[1] ?? "";
  const lines = sample.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => !generated.includes(line.trimEnd()))).toEqual([]);
});

test("each suite of package.json is in the gate or in the nightly one, and in the README", () => {
  const suites = Object.keys(scripts).filter((name) => /^(test|mutate)(:|$)/.test(name));
  const lanes = JSON.parse(readFileSync(join(ROOT, ".ci/lanes.json"), "utf8")) as string[][];
  const nightly = readFileSync(join(ROOT, ".ci/full"), "utf8");
  const inNightly = suites.filter((suite) => nightly.includes(`npm run ${suite}\n`));
  expect([...new Set([...lanes.flat(), ...inNightly])].sort()).toEqual(suites.sort());
  for (const suite of suites) expect(readme).toContain(suite === "test" ? "\nnpm test " : `npm run ${suite}`);
});

test("the nightly gate runs the gate, and the tests with other programs that the README lists", () => {
  const nightly = readFileSync(join(ROOT, ".ci/full"), "utf8");
  expect(nightly).toContain("\n.ci/run\n");
  for (const command of ["npm run test:node", "npm run test:cdktn", "npm run test:opentofu"]) {
    expect(nightly).toContain(`\n${command}\n`);
    expect(readme).toContain(`\n${command} `);
  }
});

test("each cdktf deploy that the README recommends names the state stack, on which all others depend", () => {
  const deploys = all(/`npx cdktf deploy ([^`]+)` (?:works|does not)/g);
  expect(deploys.length).toBe(2);
  const works = all(/`npx cdktf deploy ([^`]+)` works/g);
  expect(works.length).toBe(1);
  expect(works.every((stacks) => stacks.split(" ").includes("E-state"))).toBe(true);
});

test("the README applies all layers in the order of their dependencies, and destroys them in the opposite order", () => {
  const loops = all(/^for layer in ([a-z ]+); do\n[^]*?^done$/gm).map((layers) => layers.split(" "));
  const destroyed = loops.pop() ?? [];
  expect(["state", ...loops.flat()]).toEqual([...LAYERS]);
  expect([...destroyed, "state"]).toEqual([...LAYERS].reverse());
});
