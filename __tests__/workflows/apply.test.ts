import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LAYERS } from "../../src/base/layers";
import { type Job, ROOT, type Step, jobs, texts, workflow } from "./workflow-files";

describe("apply.yml", () => {
  const { on, jobs: own } = workflow("apply.yml");
  const needsOf = (job: Job | undefined): string[] => [job?.needs ?? []].flat();

  test("is started by hand, for one environment at a time", () => {
    expect(Object.keys(on)).toEqual(["workflow_dispatch"]);
    expect(texts.get("apply.yml")).toMatch(
      /^concurrency:\n {2}group: apply-\$\{\{ inputs\.environment \}\}\n\n/m,
    );
  });

  /** Jobs that call layer.yml, each with the layer that it applies. */
  const CALLS: readonly (readonly [job: string, layer: string])[] = [
    ...LAYERS.map((layer) => [layer, layer] as const),
    ["platform-last", "platform"],
    ["models-last", "models"],
  ];

  test("calls layer.yml once for each layer, and again for each one that has objects in Kubernetes", () => {
    expect(Object.keys(own)).toEqual(["synth", ...CALLS.map(([job]) => job), "not-applied"]);
    for (const [job, layer] of CALLS) {
      expect(own[job]).toMatchObject({
        uses: "./.github/workflows/layer.yml",
        with: { environment: "${{ inputs.environment }}", layer },
      });
    }
  });

  test("applies platform and models first with what running pods need, where the change removes some", () => {
    for (const layer of ["platform", "models"]) {
      expect(own[layer]?.with).toMatchObject({
        output: "${{ needs.synth.outputs.first && 'first' || 'synthesized' }}",
        record: "${{ needs.synth.outputs.first || needs.synth.outputs.record }}",
      });
    }
    for (const layer of ["state", "network", "cluster"]) {
      expect(own[layer]?.with).toMatchObject({
        output: "synthesized",
        record: "${{ needs.synth.outputs.record }}",
      });
    }
  });

  test("applies them again after both, where the change removes what their running pods need", () => {
    for (const [layer, before] of [
      ["platform", "models"],
      ["models", "platform-last"],
    ] as const) {
      const job = own[`${layer}-last`];
      expect(needsOf(job)).toEqual(["synth", before]);
      expect(job?.if).toBe(
        `\${{ !cancelled() && !failure() && needs.synth.outputs.runner != '' && contains(fromJSON(needs.synth.outputs.twice), '${layer}') }}`,
      );
      expect(job?.with).toMatchObject({ output: "last", record: "${{ needs.synth.outputs.last }}" });
    }
  });

  test("starts each layer after the one before it", () => {
    expect(LAYERS.map((layer) => needsOf(own[layer]))).toEqual([
      ["synth"],
      ...LAYERS.slice(0, -1).map((before) => ["synth", before]),
    ]);
  });

  test("stops after a failed layer, and continues after a layer without changes", () => {
    const [, ...later] = LAYERS;
    for (const layer of later) expect(own[layer]?.if).toContain("!cancelled() && !failure()");
    const checks = jobs.flatMap(({ place, job }) => (job.if?.includes("always()") ? [place] : []));
    expect(checks).toEqual([]);
  });

  test("runs platform and models inside the network only", () => {
    const inside = CALLS.map(([job]) => job).filter((job) => own[job]?.with?.["runner"] !== "ubuntu-24.04");
    expect(inside).toEqual(["platform", "models", "platform-last", "models-last"]);
    for (const layer of inside) {
      expect(own[layer]).toMatchObject({
        with: { runner: "${{ needs.synth.outputs.runner }}" },
        if: expect.stringContaining("needs.synth.outputs.runner != ''") as string,
      });
    }
  });

  describe("without a runner inside the network", () => {
    const read = (own["synth"]?.steps ?? []).find(({ name = "" }) => name.includes("runners inside"));
    const last = own["not-applied"];
    const folder = mkdtempSync(join(tmpdir(), "apply-"));
    afterAll(() => rmSync(folder, { recursive: true }));

    /** Outputs of the step that reads the label, for an output with some layers. */
    function outputsFor(label: string, layers: readonly string[]): string {
      const work = mkdtempSync(join(folder, "run-"));
      for (const layer of layers)
        mkdirSync(join(work, `cdktf.out/stacks/prod-${layer}`), { recursive: true });
      const { status } = spawnSync("bash", ["--norc", "-e", "-c", read?.run ?? "exit 1"], {
        cwd: work,
        env: {
          PATH: process.env["PATH"],
          INSIDE: label,
          ENVIRONMENT: "prod",
          GITHUB_OUTPUT: join(work, "out"),
        },
      });
      expect(status).toBe(0);
      return readFileSync(join(work, "out"), "utf8");
    }

    test.each([
      ["", LAYERS, "runner=\nskipped=true\n"],
      ["", ["network", "platform"], "runner=\nskipped=true\n"],
      ["", ["network", "models"], "runner=\nskipped=true\n"],
      ["", ["state", "network"], "runner=\n"],
      ["inside", LAYERS, "runner=inside\n"],
    ])("with the label %j and the layers %j, the outputs are %j", (label, layers, outputs) =>
      expect(outputsFor(label, layers)).toBe(outputs),
    );

    test("the run fails after the other layers, where it skipped platform or models", () => {
      expect(own["synth"]?.outputs).toMatchObject({ skipped: "${{ steps.runner.outputs.skipped }}" });
      expect(needsOf(last)).toEqual(["synth", "cluster"]);
      expect(last?.if).toBe("${{ !cancelled() && !failure() && needs.synth.outputs.skipped == 'true' }}");
      expect(last?.permissions).toEqual({});
      const run = last?.steps?.map(({ run: text = "" }) => text).join("\n") ?? "";
      const { status, stdout } = spawnSync("bash", ["--norc", "-e", "-c", run], { encoding: "utf8" });
      expect(status).toBe(1);
      expect(stdout).toMatch(/^::error::.*platform and models.*NETWORK_RUNNER/);
    });
  });

  test("stops before it runs code of a branch that is not merged, and with it all layers", () => {
    const [first] = own["synth"]?.steps ?? [];
    expect(first?.env).toEqual({
      BRANCH: "${{ github.ref_name }}",
      MERGED: "${{ github.event.repository.default_branch }}",
    });
    const started = (branch: string) =>
      spawnSync("bash", ["-e", "-c", first?.run ?? ""], {
        env: { BRANCH: branch, MERGED: "main", PATH: process.env["PATH"] },
      }).status;
    expect([started("main"), started("feature")]).toEqual([0, 1]);
  });

  test("synthesizes without credentials, and before any plan exists", () => {
    const { permissions, steps: run = [] } = own["synth"] as Job;
    expect(permissions).toEqual({ actions: "read", contents: "read" });
    expect(run.filter(({ uses = "" }) => uses.startsWith("aws-actions/"))).toEqual([]);
    expect(run.map((step) => step.run ?? "").join("\n")).not.toMatch(/terraform/);
  });
});

describe("layer.yml", () => {
  const { on, jobs: own } = workflow("layer.yml");
  const { plan, apply } = own as { readonly plan: Job; readonly apply: Job };
  const commandsOf = (job: Job): string[] =>
    (job.steps ?? []).flatMap(({ run = "" }) => run.split("\n").filter((line) => line.trim() !== ""));

  const stepThatRuns = ({ steps = [] }: Job, script: string): Step | undefined =>
    steps.find(({ run = "" }) => run.includes(script));

  test("is only called by other workflows, with the inputs that it declares", () => {
    expect(Object.keys(on)).toEqual(["workflow_call"]);
    const { inputs } = on["workflow_call"] as { inputs: object };
    const calls = Object.values(workflow("apply.yml").jobs).filter((job) => job.uses !== undefined);
    expect(calls).toHaveLength(7);
    const given = calls.map((job) => Object.keys(job.with ?? {}).sort());
    for (const names of given) expect(names).toEqual(Object.keys(inputs).sort());
  });

  test("is a plan, and an apply that waits for the approval of the environment", () => {
    expect(Object.keys(own)).toEqual(["plan", "apply"]);
    expect(plan.environment).toBe("${{ inputs.environment }}-plan");
    expect(apply).toMatchObject({
      needs: "plan",
      if: "needs.plan.outputs.changes == 'true'",
      environment: "${{ inputs.environment }}",
    });
  });

  test("plans and applies on the given runner", () => {
    expect([plan["runs-on"], apply["runs-on"]]).toEqual(Array(2).fill("${{ inputs.runner }}"));
  });

  test("compares the files with those of the review before it has credentials, in each job", () => {
    for (const [name, job] of Object.entries(own)) {
      const steps = job.steps ?? [];
      const compared = steps.findIndex(({ run }) => run?.includes("compare-output.mjs"));
      const at = (uses: string) => steps.findIndex((step) => step.uses?.startsWith(`${uses}@`));
      expect([name, at("actions/download-artifact") + 1]).toEqual([name, compared]);
      expect(compared).toBeLessThan(at("aws-actions/configure-aws-credentials"));
      expect(steps[compared]?.env).toMatchObject({ RECORD: "${{ inputs.record }}" });
      expect(steps[compared - 1]?.with).toEqual({ name: "${{ inputs.output }}", path: "cdktf.out" });
    }
    expect(workflow("apply.yml").jobs["synth"]).toMatchObject({
      outputs: { record: "${{ steps.record.outputs.record }}" },
    });
  });

  test("applies the plan that the plan job stored, by key and checksum, at the same commit", () => {
    const step = stepThatRuns(apply, "fetch-plan.mjs");
    expect(step?.env).toMatchObject({
      COMMIT: "${{ github.sha }}",
      KEY: "${{ needs.plan.outputs.key }}",
      SHA256: "${{ needs.plan.outputs.sha256 }}",
    });
    expect(plan.steps?.at(-1)?.env).toMatchObject({ COMMIT: "${{ github.sha }}" });
    const declared = Object.entries(plan.outputs ?? {});
    expect(declared).toEqual(
      ["changes", "key", "sha256"].map((name) => [name, `\${{ steps.plan.outputs.${name} }}`]),
    );
    expect(plan.steps?.at(-1)).toMatchObject({ id: "plan" });
  });

  test("fetches and verifies the plan before anything else runs in the stack, and then applies it and waits for rollouts", () => {
    expect(
      commandsOf(apply).map((line) =>
        /[\w-]+\.mjs(?: terraform.* apply)?/.exec(line)?.[0].replace(/ .* /, " "),
      ),
    ).toEqual([
      undefined,
      "compare-output.mjs",
      undefined,
      "fetch-plan.mjs",
      "log-in-to-registries.mjs",
      "init-stack.mjs",
      "run.mjs apply",
      "show-release-events.mjs",
      "watch-rollouts.mjs",
    ]);
  });

  test("waits for the pods of both layers before the plan of a last apply, whose files are compared before", () => {
    const wait = stepThatRuns(plan, "watch-rollouts.mjs");
    expect(wait).toMatchObject({ if: "inputs.output == 'last'" });
    expect(wait?.run).toContain("for layer in platform models; do");
    const steps = plan.steps ?? [];
    expect(steps.indexOf(wait as Step)).toBeLessThan(steps.length - 1);
    const compared = stepThatRuns(plan, "compare-output.mjs");
    expect(compared?.run).toContain('for stack in cdktf.out/stacks/"$ENVIRONMENT"-*; do');
    expect(steps.indexOf(compared as Step)).toBeLessThan(steps.indexOf(wait as Step));
  });

  test("stores the plans of both applies of a layer under keys of their own", () => {
    expect(plan.steps?.at(-1)?.env).toMatchObject({
      RUN: "${{ github.run_id }}-${{ github.run_attempt }}-${{ inputs.output }}",
    });
  });

  test("shows the events of a failed release after an apply of the platform only", () => {
    expect(stepThatRuns(apply, "show-release-events.mjs")).toMatchObject({
      if: "failure() && inputs.layer == 'platform'",
    });
  });

  test("waits for the pods of the layers that are applied inside the network", () => {
    expect(stepThatRuns(apply, "watch-rollouts.mjs")).toMatchObject({
      if: "inputs.layer == 'platform' || inputs.layer == 'models'",
    });
  });

  test("gives every variable that the scripts require", () => {
    for (const step of [plan.steps?.at(-1), stepThatRuns(apply, "fetch-plan.mjs")]) {
      const { env = {}, run = "" } = step ?? {};
      const names = [...run.matchAll(/scripts\/([\w-]+\.mjs)/g)].flatMap(([, script = ""]) => {
        const text = readFileSync(join(ROOT, ".github/scripts", script), "utf8");
        const list = /\[("[A-Z0-9", ]+)\]\.map\(\s*variable/.exec(text)?.[1] ?? "";
        return [...list.matchAll(/[A-Z0-9]+/g)].map(([name]) => name);
      });
      expect(names.length).toBeGreaterThan(3);
      expect(Object.keys(env)).toEqual(expect.arrayContaining(names));
    }
  });
});
