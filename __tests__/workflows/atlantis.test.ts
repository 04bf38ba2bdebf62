import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { LAYERS, stackName } from "../../src/core/layers";
import { ENVIRONMENTS } from "../support/environments";
import { ROOT } from "./workflow-files";

describe("atlantis.yaml", () => {
  const text = readFileSync(join(ROOT, "atlantis.yaml"), "utf8");
  const { projects } = parse(text) as {
    projects: {
      name: string;
      dir: string;
      execution_order_group: number;
      depends_on?: string[];
      apply_requirements: string[];
      workflow: string;
      autoplan: { when_modified: string[] };
    }[];
  };

  test("every stack of every environment is a project, in the order of applies", () => {
    const expected = ENVIRONMENTS.flatMap((environment) =>
      LAYERS.map((layer, index) => ({
        name: stackName(environment, layer),
        dir: `cdktf.out/stacks/${stackName(environment, layer)}`,
        execution_order_group: index,
        depends_on: LAYERS.slice(index - 1, index).map((before) => stackName(environment, before)),
      })),
    );
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    const found = projects.map(({ name, dir, execution_order_group, depends_on = [] }) => ({
      name,
      dir,
      execution_order_group,
      depends_on,
    }));
    expect(found.sort(byName)).toEqual(expected.sort(byName));
  });

  test("every apply requires an approval", () => {
    expect(projects).not.toEqual([]);
    expect(projects.filter(({ apply_requirements: all }) => !all.includes("approved"))).toEqual([]);
  });

  test("every project is planned again after a change of the locks", () => {
    expect(
      projects.filter(({ autoplan }) => !autoplan.when_modified.includes("../../../locks/*.hcl")),
    ).toEqual([]);
  });

  describe("the workflow for the server's configuration", () => {
    const commented = /^#( {3}repos:\n(?:# {3}.*\n)+)/m.exec(text)?.[1] ?? "";
    const server = parse(commented.replaceAll(/^#? {3}/gm, "")) as {
      repos: { allowed_overrides: string[] }[];
      workflows: Record<string, Record<"plan" | "apply", { steps: (string | { run: string })[] }>>;
    };

    test("is the one of every project, which may choose it", () => {
      expect(new Set(projects.map((project) => project.workflow))).toEqual(
        new Set(Object.keys(server.workflows)),
      );
      expect(server.repos[0]?.allowed_overrides).toEqual([
        "plan_requirements",
        "apply_requirements",
        "workflow",
      ]);
    });

    test("initializes with the lock, and logs in to chart registries before plan and apply", () => {
      const { plan, apply } = Object.values(server.workflows)[0] ?? {};
      const scriptsOf = (all: readonly (string | { run: string })[] = []) =>
        all.map((step) => (typeof step === "string" ? step : /scripts\/([\w-]+\.mjs)/.exec(step.run)?.[1]));
      expect(scriptsOf(plan?.steps)).toEqual(["log-in-to-registries.mjs", "init-stack.mjs", "plan"]);
      expect(scriptsOf(apply?.steps)).toEqual(["log-in-to-registries.mjs", "apply"]);
      expect(JSON.stringify(plan)).toContain("TERRAFORM=terraform$ATLANTIS_TERRAFORM_VERSION node");
    });
  });
});
