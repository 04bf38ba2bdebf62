import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { changedBundle, filesOf } from "../../support/bundles";
import { offlineModule } from "./harness/handed-over";
import { currentRun } from "./harness/run";

const run = currentRun();
const ENVIRONMENT = "retail-forecast";
const BEFORE = ["a", "c"];
const AFTER = ["a", "b", "c"];

const listed = (zones: readonly string[]): string =>
  `[${zones.map((zone) => `"subnet-${zone}"`).join(", ")}]`;
const mapped = (zones: readonly string[]): string =>
  `{ ${zones.map((zone) => `${zone} = "subnet-${zone}"`).join(", ")} }`;

/** Outputs of the network with private subnets in zones. */
const withSubnets = (block: string, zones: readonly string[]): string =>
  block
    .replace(/(private_workload_subnet_ids +=) \[[^\]]*\]/, `$1 ${listed(zones)}`)
    .replace(/(private_workload_subnet_ids_by_zone +=) \{[^}]*\}/, `$1 ${mapped(zones)}`);

const asserted = (condition: string, message: string): string =>
  `  assert {\n    condition     = ${condition}\n    error_message = "${message}"\n  }\n`;

/** An apply with the zones of the hand-over, and plans of the unedited cluster after a zone between them was added to the network. */
function zoneTests(generated: string): string {
  const [head = "", block = ""] =
    /^([^]*?)^(override_data \{\n {2}target = data\.terraform_remote_state\.network\n[^]*?^\}\n)/m
      .exec(generated)
      ?.slice(1) ?? [];
  const subnetsOf = (zone: string): string =>
    `tolist(aws_eks_node_group.main["general/${zone}"].subnet_ids) == tolist(["subnet-${zone}"])`;
  const stays = [
    ...BEFORE.map((zone) => asserted(subnetsOf(zone), `the node group of zone ${zone} moves`)),
    asserted(
      `sort(tolist(aws_eks_cluster.main.vpc_config[0].subnet_ids)) == tolist(${listed(BEFORE)})`,
      "the control plane moves",
    ),
  ].join("\n");
  const runs = [
    `run "before" {\n  command = apply\n\n${withSubnets(block, BEFORE)}\n${stays}}\n`,
    `run "after" {\n  command = plan\n\n${withSubnets(block, AFTER)}\n${stays}}\n`,
    `run "zones_of_a_longer_network" {\n  command = plan\n\n  variables {\n    zones = ["c", "a"]\n  }\n\n${withSubnets(block, AFTER)}\n${stays}}\n`,
  ];
  return [head, ...runs].join("\n");
}

test("a zone between others, added to the network alone, moves no node group and not the control plane", async () => {
  const folder = join(run.folder, "handed-over", "zones");
  rmSync(folder, { recursive: true, force: true });
  const files = filesOf(await changedBundle(ENVIRONMENT, { network: { zones: BEFORE } }), "cluster");
  const test = "tests/cluster.tftest.hcl";
  files.set(test, zoneTests(files.get(test) ?? ""));
  for (const [path, text] of files) {
    const file = join(folder, "cluster", path);
    mkdirSync(dirname(file), { recursive: true });
    // The test destroys what its first run created.
    writeFileSync(file, text.replaceAll(/(prevent_destroy +=) true/g, "$1 false"));
  }
  const module = offlineModule(run, folder, ENVIRONMENT, "cluster");
  await module.initStep("init of handed-over module", "-backend=false");
  const { output } = await module.terraformStep("test", "test");
  expect(output).toMatch(/Success! 3 passed, 0 failed\./);
});
