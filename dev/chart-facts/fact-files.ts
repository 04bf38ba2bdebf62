import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../src/base/errors";
import { type ChartFacts } from "../../src/evidence/charts";
import { type ChartValues } from "../../src/evidence/chart-values";
import { type Json } from "../../src/terraform/stack-json";
import { type ChartPackage } from "./chart-package";

const PARTS = "src/parts";

/** The files with the facts of a chart, and their content. */
export interface FilesOfChart {
  /** Folder of the facts of its part, below the root. */
  readonly folder: string;
  /** Files below the root. */
  readonly factsFile: string;
  readonly valuesFile: string;
  readonly facts: ChartFacts;
  readonly values: ChartValues;
}

/** The facts of a chart below the root of the repository. */
export function filesOfChart(root: string, chart: string): FilesOfChart {
  const files = readdirSync(join(root, PARTS), { recursive: true, encoding: "utf8" });
  const pattern = new RegExp(`/facts/${chart}-v?\\d+\\.\\d+\\.\\d+\\.json$`);
  const found = files.find((file) => pattern.test(file));
  if (found === undefined) throw noFacts(chart);
  const folder = join(PARTS, found, "..");
  const [factsFile, valuesFile] = [join(PARTS, found), join(folder, `${chart}-values.json`)];
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));
  return {
    folder,
    factsFile,
    valuesFile,
    facts: read(factsFile) as ChartFacts,
    values: read(valuesFile) as ChartValues,
  };
}

const noFacts = (chart: string) =>
  userError({
    place: PARTS,
    got: `no facts of ${chart}`,
    expected: "facts/NAME-VERSION.json of a part",
    fix: "begin the file of a new chart with its hand-written fields, as docs/maintain/upgrade-a-chart.md lists them",
  });

interface WriteProps {
  readonly root: string;
  readonly files: FilesOfChart;
  readonly chart: ChartPackage;
  readonly facts: Json;
  readonly types: Json;
  readonly source: ChartFacts["source"];
  readonly today: string;
}

/** Writes both files in place of those of the old version. Returns a line for each file. */
export function writeFacts({ root, files, chart, facts, types, source, today }: WriteProps): string[] {
  const { folder, factsFile, valuesFile, values } = files;
  const target = join(folder, `${chart.name}-${chart.version}.json`);
  const old = values.version;
  const write = (file: string, content: object): string => {
    writeFileSync(join(root, file), JSON.stringify(content, null, 2));
    return `wrote ${file}`;
  };
  const written = [
    write(target, { ...(facts as object), source }),
    write(valuesFile, {
      ...values,
      version: chart.version,
      source: values.source.replaceAll(old, chart.version),
      read: today,
      values: types,
    }),
  ];
  execFileSync(join(root, "node_modules/.bin/prettier"), ["--write", target, valuesFile], {
    cwd: root,
    stdio: "ignore",
  });
  if (target === factsFile) return written;
  rmSync(join(root, factsFile));
  return [...written, `removed ${factsFile}`];
}
