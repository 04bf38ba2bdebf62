import { join } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { readText } from "../../src/base/read-text";
import { counted } from "../../src/base/counted";
import { VERSION } from "../../src/base/version";
import { announcements, unannounced } from "./announced";
import { blocksOf, changedAddresses } from "./blocks";
import { RECORDED, lastRecord, record } from "./record";

/** Compares what this version emits with the record of the last release, or renews the record. Returns the exit status. */
export function runNextPlan(args: readonly string[], root: string, output: CommandOutput): number {
  const program = new Command("npm run next-plan --")
    .description(
      "Lists the addresses whose blocks differ from those of the last release, which the next plan of users shows, and fails for " +
        "those that CHANGELOG.md does not announce under Next plan.",
    )
    .option("--record", "at a release: record what this version emits, in place of the last release");
  return runCommand(program, args, output, () => {
    if (program.opts<{ record?: true }>().record) {
      record(root, VERSION);
      output.out(`wrote ${RECORDED}/${VERSION}\n`);
      return 0;
    }
    return compare(root, output);
  });
}

function compare(root: string, output: CommandOutput): number {
  const { version, environments, blocks } = lastRecord(join(root, RECORDED));
  const changed = changedAddresses(blocks, blocksOf(environments));
  const wanted = { expected: "the changelog", fix: "restore it" };
  const announced = announcements(readText(join(root, "CHANGELOG.md"), wanted), version);
  const left = unannounced(changed, announced);
  if (left.length === 0) {
    const count = changed.length === 0 ? "no changed address" : counted(changed.length, "changed address");
    output.out(`${count} since ${version}${changed.length === 0 ? "" : ", announced"}\n`);
    return 0;
  }
  output.out(
    `Changed since ${version}, and not announced. Add lines such as these under "### Next plan" of CHANGELOG.md, with what a plan shows:\n\n`,
  );
  const types = [...new Set(left.map(typeOf))];
  for (const type of types)
    output.out(`- \`${type}\`: ${left.filter((address) => typeOf(address) === type).join(", ")}\n`);
  return 1;
}

/** The type of an address: `data.aws_lb.main` has `data.aws_lb`. The path of a file is its own. */
const typeOf = (address: string): string =>
  address.includes("/") ? address : address.split(".").slice(0, -1).join(".");
