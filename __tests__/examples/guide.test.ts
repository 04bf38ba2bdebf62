import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../src/base/layers";
import { BOUNDS } from "../../dev/mutate/command";
import { chart } from "../support/declared";
import { ROOT } from "../support/documents";
import { STACK_FILES } from "../../src/base/stack-files";
import { TERRAFORM_VERSION } from "../../src/platform/stacks/terraform-version";

const page = (path: string): string => readFileSync(join(ROOT, `${path}.md`), "utf8");

const guide = (name: string): string => page(`docs/guide/${name}`);

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found as string);

/** Layers of each loop over layers in the shell blocks of a page. */
const loops = (name: string): string[][] =>
  all(guide(name), /^for layer in ([a-z ]+); do\n[^]*?^done$/gm).map((layers) => layers.split(" "));

test("the guide describes every environment, and no other", () => {
  const described = all(
    guide("environments"),
    /^\| `([a-z-]+)` +\| (?:no internet|the same|NAT|two APIs|KServe)/gm,
  );
  const files = readdirSync(join(ROOT, "examples")).flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []);
  expect(described.sort()).toEqual(files.sort());
});

test("versions and file names equal those of the sources", () => {
  const deploy = guide("deploy");
  const controller = chart("aws-load-balancer-controller");
  expect(deploy).toContain(`aws-load-balancer-controller:${controller.images["controller"]?.tag}`);
  expect(deploy).toContain(`charts/aws-load-balancer-controller:${controller.version}`);
  expect(deploy).toContain(`cp ${STACK_FILES.firstApply} .`);
  expect(TERRAFORM_VERSION).toBe(">= 1.11.0");
  expect(deploy).toContain("Terraform 1.11 or later");
});

test("the bounds of the mutation score equal those of the command", () => {
  const testing = page("docs/maintain/testing").replaceAll(/\s+/g, " ");
  expect(testing).toContain(`fails below ${BOUNDS.named} % of named changes`);
  expect(testing).toContain(`above ${BOUNDS.silent} % of silent changes without an accepted reason`);
  expect(testing).toContain(`above ${BOUNDS.unexpected} attacks that none of their expected checks names`);
});

test("each cdktf deploy that the guide recommends names the state stack, on which all others depend", () => {
  const deploys = all(guide("deploy"), /`npx cdktf deploy ([^`]+)` (?:works|does not)/g);
  expect(deploys.length).toBe(2);
  const works = all(guide("deploy"), /`npx cdktf deploy ([^`]+)` works/g);
  expect(works.length).toBe(1);
  expect(works.every((stacks) => stacks.split(" ").includes("E-state"))).toBe(true);
});

test("the guide applies all layers in the order of their dependencies", () => {
  expect(["state", ...loops("deploy").flat()]).toEqual([...LAYERS]);
});

test("the guide destroys all layers in the opposite order", () => {
  expect([...loops("remove").flat(), "state"]).toEqual([...LAYERS].reverse());
});
