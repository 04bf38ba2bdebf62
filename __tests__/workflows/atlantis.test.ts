import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { LAYERS, stackName } from "../../src/base/layers";
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
      autoplan: { enabled: boolean };
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

  test("no project is planned by itself", () => {
    expect(projects.length).toBeGreaterThan(5);
    expect(projects.filter(({ autoplan }) => autoplan.enabled)).toEqual([]);
  });

  test("no project sets what the server decides: a pull request may change this file", () => {
    const decided = /"(plan|apply|import)_requirements"|"workflow"/;
    expect(projects.filter((project) => decided.test(JSON.stringify(project)))).toEqual([]);
  });

  describe("the workflow for the server's configuration", () => {
    const commented = /^#( {3}repos:\n(?:# {3}.*\n)+)/m.exec(text)?.[1] ?? "";
    const server = parse(commented.replaceAll(/^#? {3}/gm, "")) as {
      repos: (Record<`${"plan" | "apply" | "import"}_requirements`, string[]> & {
        workflow: string;
        allowed_overrides: string[];
        pre_workflow_hooks: { run: string }[];
      })[];
      workflows: Record<string, Record<"plan" | "apply", { steps: (string | { run: string })[] }>>;
    };
    const [repository] = server.repos;
    const { plan, apply } = server.workflows["locked"] ?? {};

    test("requires an approval of each plan, apply and import, and a branch cannot override it", () => {
      expect(repository).toMatchObject({ workflow: "locked", allowed_overrides: [] });
      for (const command of ["plan", "apply", "import"] as const)
        expect(repository?.[`${command}_requirements`]).toEqual(
          expect.arrayContaining(["approved", "undiverged"]),
        );
      expect(text).toContain("--disable-autoplan");
    });

    test("runs no code of the branch in a hook, which Atlantis starts before it checks an approval", () => {
      const folder = mkdtempSync(join(tmpdir(), "atlantis-"));
      try {
        writeFileSync(join(folder, "atlantis.yaml"), text);
        const [hook] = repository?.pre_workflow_hooks ?? [];
        expect(repository?.pre_workflow_hooks).toHaveLength(1);
        expect(hook?.run).not.toMatch(/npm|node|npx|\bsh\b|bash|\.\//);
        expect(spawnSync("bash", ["-c", hook?.run ?? "false"], { cwd: folder }).status).toBe(0);
        expect(readdirSync(join(folder, "cdktf.out/stacks")).sort()).toEqual(
          projects.map(({ name }) => name).sort(),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test("synthesizes, initializes with the lock, and logs in to chart registries before plan and apply", () => {
      const stepsOf = (all: readonly (string | { run: string })[] = []) =>
        all.map((step) =>
          typeof step === "string"
            ? step
            : (/scripts\/([\w-]+\.mjs)/.exec(step.run)?.[1] ?? / (npm .*)$/.exec(step.run)?.[1] ?? step.run),
        );
      expect(stepsOf(plan?.steps)).toEqual([
        "npm ci --ignore-scripts",
        "npm run synth",
        "log-in-to-registries.mjs",
        "init-stack.mjs",
        "plan",
      ]);
      expect(stepsOf(apply?.steps)).toEqual(["log-in-to-registries.mjs", "apply"]);
      expect(JSON.stringify(plan)).toContain("TERRAFORM=terraform$ATLANTIS_TERRAFORM_VERSION node");
    });

    const runs = [...(plan?.steps ?? []), ...(apply?.steps ?? [])].flatMap((step) =>
      typeof step === "string" ? [] : [step.run],
    );

    test("runs code of the branch in a container alone, which gets no variable of the server", () => {
      const ofBranch = runs.filter((run) => /\bnpm\b/.test(run));
      expect(ofBranch).toHaveLength(2);
      for (const run of ofBranch) {
        const { docker, status } = dockerCall(run);
        expect(status).toBe(0);
        expect(docker.slice(0, 2)).toEqual(["run", "--rm"]);
        expect(docker.filter((word) => /^(-e|--env|--env-file|--privileged|-v)$/.test(word))).toEqual([
          "--env",
        ]);
        expect(docker[docker.indexOf("--env") + 1]).toBe("HOME=/tmp");
      }
    });

    test("gives the synth of the branch no network, and the working copy as its only folder", () => {
      const [, synth = ""] = runs;
      const { docker, cwd } = dockerCall(synth);
      expect(docker[docker.indexOf("--network") + 1]).toBe("none");
      expect(docker.filter((word) => word === "--volume")).toHaveLength(1);
      expect(docker[docker.indexOf("--volume") + 1]).toBe(`${cwd}:/code`);
    });

    test("runs scripts of the server's own copy beside the credentials, and none of the branch", () => {
      const scripts = runs.filter((run) => /\bnode\b/.test(run) && !/\bdocker\b/.test(run));
      expect(scripts).toHaveLength(3);
      for (const run of scripts) expect(run).toMatch(/node "\$PROGRAM"\/\.github\/scripts\/[\w-]+\.mjs \.$/);
      expect(runs.filter((run) => /\.\.\/\.github/.test(run))).toEqual([]);
    });
  });

  /** Words with which a step starts docker, from the folder of a stack. */
  function dockerCall(step: string): { docker: string[]; cwd: string; status: number | null } {
    const cwd = mkdtempSync(join(tmpdir(), "atlantis-"));
    try {
      const stack = join(cwd, "cdktf.out/stacks/mlapp-network");
      mkdirSync(stack, { recursive: true });
      writeFileSync(join(cwd, "docker"), '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n', {
        mode: 0o755,
      });
      const { stdout, status } = spawnSync("bash", ["-c", step], {
        cwd: stack,
        encoding: "utf8",
        env: { PATH: `${cwd}:${process.env["PATH"] ?? ""}` },
      });
      return { docker: stdout.trimEnd().split("\n"), cwd, status };
    } finally {
      rmSync(cwd, { recursive: true });
    }
  }

  test("projects are planned one after the other: each plan synthesizes into one folder", () =>
    expect(parse(text)).toMatchObject({ parallel_plan: false, parallel_apply: false }));
});
