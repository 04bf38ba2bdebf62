import { resolve } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { userError } from "../../src/base/errors";
import { withAsyncScratch } from "../../src/base/scratch";
import { KUBERNETES } from "../../src/facts/kubernetes-versions";
import { type JsonObject } from "../../src/terraform/stack-json";
import { type ChartPackage, readChart } from "./chart-package";
import { derivedFacts } from "./derived-facts";
import { documentedValues } from "./documented-values";
import { factDifferences } from "./fact-differences";
import { type FilesOfChart, filesOfChart, writeFacts } from "./fact-files";
import { ChartRenderer } from "./helm";
import { inOldOrder } from "./kept-order";
import { type FactsOfSource, sourceOf } from "./source";
import { mentionsReport } from "./version-mentions";

/** Version of Kubernetes for which charts are rendered. */
const RENDERED_FOR = `${KUBERNETES.default}.0`;

/** Programs that the command calls. */
export interface ChartPrograms {
  readonly helm: string;
  /** Judges pods by the Pod Security Standards. */
  readonly podSecurity: string;
}

export interface ChartFactsProps {
  /** Root of the repository. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
  /** Finds or builds the programs. */
  readonly programs: () => Promise<ChartPrograms>;
}

interface Given extends FactsOfSource {
  readonly chart: string;
  readonly check?: true;
}

/** Writes the facts of a chart, or compares them with the chart. Returns the exit status. */
export async function runChartFacts(
  args: readonly string[],
  props: ChartFactsProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run chart-facts --")
    .description(
      "Writes the facts of a version of a chart, and its documented values, from the packaged chart: what it renders, and what its " +
        "values change in that. Hand-written fields are kept. Prints the differences, and the lines of other files with the old version.",
    )
    .argument("<name>", "a chart with facts, such as keda")
    .argument("<version>", "version of the packaged chart")
    .requiredOption(
      "--chart <path>",
      "packaged chart, NAME-VERSION.tgz, or its folder with its charts in charts/",
    )
    .option(
      "--tag <tag>",
      "tag of the chart in the repository of its authors; by default that of the old facts, with the new version, if it has no other number",
    )
    .option("--commit <sha>", "commit of that tag; required for a new version")
    .option("--check", "write nothing, and fail if the facts differ from the chart");
  return runAsyncCommand(program, args, output, async () => {
    const [name = "", version = ""] = program.args;
    const given = program.opts<Given>();
    const files = filesOfChart(props.root, name);
    return withAsyncScratch("chart-facts-", async (scratch) => {
      const chart = readChart(resolve(given.chart), scratch);
      if (chart.name !== name || chart.version !== version)
        throw otherChart(given.chart, chart, name, version);
      return compareOrWrite({ ...props, given, files, chart, scratch, output });
    });
  });
}

interface Run extends ChartFactsProps {
  readonly given: Given;
  readonly files: FilesOfChart;
  readonly chart: ChartPackage;
  readonly scratch: string;
  readonly output: CommandOutput;
}

async function compareOrWrite({
  root,
  today,
  programs,
  given,
  files,
  chart,
  scratch,
  output,
}: Run): Promise<number> {
  const { facts: old, values: oldValues } = files;
  const { helm, podSecurity } = await programs();
  const values = old.source.values ?? {};
  const renderer = new ChartRenderer({ helm, chart, values, kubernetes: RENDERED_FOR, scratch });
  const derived = derivedFacts({ chart, renderer, podSecurity, old, documented: oldValues.values });
  const documented = documentedValues(chart, oldValues.values, derived);
  const facts = inOldOrder(asJson(derived), asJson(old));
  const types = inOldOrder(asJson(documented.values), asJson(oldValues.values));
  const lines = [
    ...factDifferences(asJson(old), facts),
    ...factDifferences(asJson(oldValues.values), types, "values"),
  ];
  output.out(
    `${chart.name} ${chart.version}: ${counted(lines.length, "difference")} to the facts of ${old.version}, ${counted(renderer.count, "rendering")}\n`,
  );
  for (const line of lines) output.out(`  ${line}\n`);
  if (documented.gone.length > 0)
    output.out(
      `  the chart does not name ${documented.gone.join(", ")}: remove them, or read where they are documented\n`,
    );
  if (given.check) return lines.length === 0 ? 0 : 1;
  const source = sourceOf({ old, chart, given, today, helm: renderer.version(), kubernetes: RENDERED_FOR });
  for (const line of writeFacts({ files, chart, facts, types, source, today, root })) output.out(`${line}\n`);
  for (const line of mentionsReport(root, files, chart)) output.out(`${line}\n`);
  return 0;
}

/** Facts without undefined fields. */
const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const otherChart = (place: string, chart: ChartPackage, name: string, version: string) =>
  userError({
    place,
    got: `chart ${chart.name} ${chart.version}`,
    expected: `chart ${name} ${version}`,
    fix: "give the name and the version of the packaged chart",
  });
