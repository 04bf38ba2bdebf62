import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../src/base/layers";
import { publishTo, workFolder } from "../support/published-output";
import { review } from "../review/review-folders";
import { ROOT, type Step, workflow } from "./workflow-files";

const work = workFolder("order-of-applies");
const PARTS = { components: { "ebs-csi": {}, prometheus: {} } };

const { jobs } = workflow("apply.yml");
/** The first job that compares the order of the change. */
const [name = "", job] = Object.entries(jobs).find(([, { steps = [] }]) => steps.some(isComparison)) ?? [];
const steps = job?.steps ?? [];

function isComparison({ run = "" }: Step): boolean {
  return run.includes("refuse-other-order.mjs");
}

/** Output folders of an environment without and with parts. */
function folderOf(change: string, form: object): string {
  const folder = join(work, change);
  publishTo(folder, { mlapp: form });
  return folder;
}

/** Runs the step on a review, which a program in the place of npx prints. */
function compared(reviews: string): { readonly status: number | null; readonly stdout: string } {
  const folder = workFolder("comparison");
  mkdirSync(join(folder, "bin"));
  symlinkSync(join(ROOT, ".github"), join(folder, ".github"));
  writeFileSync(join(folder, "reviews"), reviews);
  const npx = join(folder, "bin", "npx");
  writeFileSync(npx, '#!/bin/sh\necho "$*" >> calls\ncat reviews\n');
  chmodSync(npx, 0o755);
  return spawnSync("bash", ["-e", "-c", steps.find(isComparison)?.run ?? "exit 3"], {
    cwd: folder,
    encoding: "utf8",
    env: {
      APPLIED: "0123456",
      ENVIRONMENT: "mlapp",
      PATH: `${join(folder, "bin")}:${String(process.env["PATH"])}`,
    },
  });
}

const reviewed = (before: string, after: string): string =>
  review("--before", before, "--in", after, "--environments", "mlapp", "--json").stdout;

describe("apply.yml compares the order of the change with that of the layers", () => {
  const without = folderOf("without", {});
  const withParts = folderOf("with", PARTS);

  test("each layer waits for it", () => {
    for (const layer of LAYERS) expect([jobs[layer]?.needs].flat()).toContain(name);
  });

  test("it stops before anything is handed to the layers", () => {
    const place = steps.findIndex(isComparison);
    const handed = steps.findIndex(({ uses = "" }) => uses.startsWith("actions/upload-artifact"));
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(handed);
  });

  test("it has no credentials, and reads the history of the repository", () => {
    expect(job?.permissions).toEqual({ actions: "read", contents: "read" });
    expect(steps.find(({ uses = "" }) => uses.startsWith("actions/checkout"))?.with).toEqual({
      "fetch-depth": 0,
      "persist-credentials": false,
    });
    expect(steps.find(isComparison)?.env).toEqual({
      APPLIED: "${{ steps.applied.outputs.applied }}",
      ENVIRONMENT: "${{ inputs.environment }}",
    });
  });

  test("a change in the order of the layers passes", () => {
    expect(compared(reviewed(without, withParts))).toMatchObject({ status: 0 });
  });

  test("an edited output is refused, and each edit is named", () => {
    const edited = folderOf("edited", PARTS);
    writeFileSync(join(edited, "stacks/mlapp-network/notes.txt"), "remember\n");
    const { status, stdout } = compared(reviewed(without, edited));
    expect(status).toBe(1);
    expect(stdout).toContain(
      "--in mlapp-network notes.txt: a file that synth did not write; the inputs do not lead to it",
    );
  });

  test("no change passes", () => {
    expect(compared(reviewed(without, without))).toMatchObject({ status: 0 });
  });

  test("the removal of a driver and of the part with its volumes is refused, with its order and the command", () => {
    const { status, stdout } = compared(reviewed(withParts, without));
    expect(status).toBe(1);
    expect(stdout).toContain("got the order platform, network, cluster");
    expect(stdout).toContain("npx private-eks-inference deploy --environments mlapp");
  });

  test("a layer that is applied without its removals, or twice, is refused", () => {
    const applies = (...all: readonly (readonly [string, boolean])[]) =>
      JSON.stringify({
        environments: [
          {
            environment: "mlapp",
            origins: [],
            applies: all.map(([layer, keepsRemoved]) => ({ stack: `mlapp-${layer}`, keepsRemoved })),
          },
        ],
      });
    expect(compared(applies(["network", true])).status).toBe(1);
    expect(compared(applies(["models", false], ["models", false])).status).toBe(1);
    expect(compared(applies(...LAYERS.map((layer) => [layer, false] as const))).status).toBe(0);
  });

  test("the folders of two applies are handed to the layers, with their records and the layers, where there are any", () => {
    const step = steps.find(({ run = "" }) => run.includes("deploy --print"));
    expect(steps.indexOf(step as Step)).toBeGreaterThan(steps.findIndex(isComparison));
    expect(step?.env).toEqual({
      APPLIED: "${{ steps.applied.outputs.applied }}",
      ENVIRONMENT: "${{ inputs.environment }}",
    });
    expect(job).toMatchObject({
      outputs: {
        first: "${{ steps.rollout.outputs.first }}",
        last: "${{ steps.rollout.outputs.last }}",
        twice: "${{ steps.rollout.outputs.twice }}",
      },
    });
    for (const name of ["first", "last"]) {
      expect(steps.find((each) => each.with?.["name"] === name)).toMatchObject({
        if: "steps.rollout.outputs.first != ''",
        with: { path: `rollout.out/${name}`, "include-hidden-files": true },
      });
    }
    const outputs = (npx: string) => {
      const folder = workFolder("rollout-step");
      writeFileSync(join(folder, "npx"), `#!/bin/sh\necho "$*" > calls\n${npx}\n`);
      chmodSync(join(folder, "npx"), 0o755);
      const { status } = spawnSync("bash", ["-e", "-c", step?.run ?? "exit 3"], {
        cwd: folder,
        env: {
          APPLIED: "0123456",
          ENVIRONMENT: "mlapp",
          GITHUB_OUTPUT: join(folder, "outputs"),
          PATH: `${folder}:${String(process.env["PATH"])}`,
        },
      });
      return [
        status,
        readFileSync(join(folder, "calls"), "utf8").trim(),
        existsSync(join(folder, "outputs")) ? readFileSync(join(folder, "outputs"), "utf8") : "",
      ];
    };
    const call = "private-eks-inference deploy --print --base 0123456 --environments mlapp";
    expect(outputs("true")).toEqual([0, call, "twice=[]\n"]);
    const folders = ["first", "last"].map(
      (each) => `mkdir -p rollout.out/${each}; echo ${each} > rollout.out/${each}/.synth-files.json`,
    );
    const [, , two] = outputs(`${folders.join("\n")}\necho '["models"]' > rollout.out/twice.json`);
    expect(two).toMatch(/^twice=\["models"\]\nfirst=[0-9a-f]{64}\nlast=[0-9a-f]{64}\n$/);
    expect(outputs("exit 1")[0]).not.toBe(0);
  });

  test("a review of another environment, and a review that failed, are refused", () => {
    const none = compared('{"environments": []}');
    expect(none.status).not.toBe(0);
    expect(none.stdout).toContain("got no review");
    expect(compared("").status).not.toBe(0);
  });
});
