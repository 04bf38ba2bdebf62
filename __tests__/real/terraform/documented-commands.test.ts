import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findCommands } from "../../../src/deploy/deploy/existing-network";
import { handOver } from "./harness/handed-over";
import { mistakes } from "./harness/known-options";
import { currentRun } from "./harness/run";
import { recordedCommands, scriptsIn } from "./harness/shell";
import { ROOT } from "./harness/synth";
import { synthesizedStack } from "./harness/synthesized-stack";
import { isolated } from "./harness/variables";

const run = currentRun();
const env = { ...isolated(process.env, run.folder), AWS_REGION: "us-east-1" };

/** Documents with at least this number of commands. */
const DOCUMENTS: readonly (readonly [file: string, commands: number])[] = [
  ["docs/guide/deploy.md", 10],
  ["docs/guide/remove.md", 8],
  ["docs/reference/commands.md", 3],
  ["docs/guide/images.md", 5],
  ["docs/guide/review.md", 2],
  ["docs/guide/handoff.md", 2],
];

test.each(DOCUMENTS)("%s: every command exists with its options", async (file, atLeast) => {
  await expectCommands(readFileSync(join(ROOT, file), "utf8"), atLeast);
});

test("handed-over READMEs: every command exists with its options", async () => {
  const folder = join(run.folder, "documented-commands");
  await handOver(run.synthesized, "ml-inference-prod", "hcl", folder);
  const readmes = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("README.md"),
  );
  expect(readmes.length).toBeGreaterThan(3);
  const texts = readmes.map((file) => readFileSync(join(folder, file), "utf8"));
  await expectCommands(texts.join("\n"), 10);
});

test("commands for the missing parts of an existing network exist with their options", async () => {
  const { json } = synthesizedStack(run, "documented commands", "retail-forecast-console-network");
  const scripts = findCommands(json).flatMap(({ find, create }) => [find, create]);
  await expectCommands(scripts.map((script) => `\`\`\`sh\n${script}\n\`\`\`\n`).join("\n"), 30);
});

test.each([
  ["terraform aply", "terraform has no command aply"],
  ["terraform init -migrate", "unknown option -migrate"],
  ["aws ec2 create-vpc-endpoint --subnets x", "unknown option --subnets"],
  ["npm run chek", "npm has no script chek"],
  ["npx private-eks-inference cost --hour 720", "unknown option --hour"],
  ["npx private-eks-inference lock adresses", "no command lock adresses"],
  ["npx cdktf deply E-state", "cdktf has no command deply"],
  ["crane copy --all-tag a b", "unknown option --all-tag"],
  ["helm install x", "its options are unknown; add it to DOCUMENTED"],
])("a wrong command is found: %s", async (command, problem) => {
  const found = await Promise.all(
    (await recordedCommands(command, run.folder)).map((line) => mistakes(line, env)),
  );
  expect(found.flat()).toEqual([`${command}: ${problem}`]);
});

test("a program that no test knows is found", async () => {
  await expect(recordedCommands("terragrunt apply", run.folder)).rejects.toThrow("command not found");
});

async function expectCommands(markdown: string, atLeast: number): Promise<void> {
  const found: string[] = [];
  const seen = new Set<string>();
  let count = 0;
  for (const script of scriptsIn(markdown)) {
    for (const line of await recordedCommands(script, run.folder)) {
      count += 1;
      const written = line.join(" ");
      if (!seen.has(written)) found.push(...(await mistakes(line, env)));
      seen.add(written);
    }
  }
  expect(found).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(atLeast);
}
