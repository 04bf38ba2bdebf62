import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { listFiles } from "../../src/base/files";
import { userError } from "../../src/base/errors";
import { mergedValues } from "../../src/infrastructure/kubernetes-releases";
import { asArray, asObject, type Json, type JsonObject, text } from "../../src/terraform/stack-json";

/** An unpacked chart. */
export interface ChartPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** @default - the chart states none */
  readonly appVersion?: string;
  /** @default - the chart states none */
  readonly kubeVersion?: string;
  /** Values of the chart and, by their names, of its charts. */
  readonly defaults: JsonObject;
  /** Texts of `values.yaml`, which has values in comments too, and of the templates. */
  readonly texts: string;
}

/** Reads a packaged chart, or a folder with one. Archives are unpacked into `scratch`. */
export function readChart(path: string, scratch: string): ChartPackage {
  const folder = unpacked(path, scratch);
  const { name, version, appVersion, kubeVersion } = yamlIn(join(folder, "Chart.yaml"));
  return {
    folder,
    name: String(name),
    version: String(version),
    ...(appVersion === undefined ? {} : { appVersion: String(appVersion) }),
    ...(kubeVersion === undefined ? {} : { kubeVersion: String(kubeVersion) }),
    defaults: defaultsOf(folder, scratch),
    texts: textsOf(folder),
  };
}

function unpacked(path: string, scratch: string): string {
  if (!existsSync(path)) throw noChart(path, "no file");
  if (statSync(path).isDirectory()) return withChartFile(path, path);
  const folder = join(scratch, `unpacked-${readdirSync(scratch).length}`);
  mkdirSync(folder);
  try {
    execFileSync("tar", ["-xzf", path, "-C", folder], { stdio: "pipe" });
  } catch {
    throw noChart(path, "a file that tar does not unpack");
  }
  // An archive of Helm has one folder, with the name of the chart.
  return withChartFile(join(folder, readdirSync(folder)[0] ?? ""), path);
}

function withChartFile(folder: string, path: string): string {
  if (!existsSync(join(folder, "Chart.yaml"))) throw noChart(path, "no Chart.yaml");
  return folder;
}

const noChart = (path: string, got: string) =>
  userError({
    place: path,
    got,
    expected: "a packaged chart, NAME-VERSION.tgz, or its folder",
    fix: "give the file that helm pull downloads",
  });

const textsOf = (folder: string): string =>
  ["values.yaml", "templates", "charts"]
    .map((name) => join(folder, name))
    .filter(existsSync)
    .flatMap((path) =>
      statSync(path).isDirectory() ? listFiles(path).map((file) => join(path, file)) : [path],
    )
    .filter((path) => !/\.tgz$/.test(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");

const yamlIn = (file: string): JsonObject =>
  existsSync(file) ? asObject(parse(readFileSync(file, "utf8")) as Json) : {};

/** A chart overrides the values of its charts, which have the key of their name or alias. */
function defaultsOf(folder: string, scratch: string): JsonObject {
  const aliases = new Map(
    asArray(yamlIn(join(folder, "Chart.yaml"))["dependencies"])
      .map(asObject)
      .map(({ name, alias }) => [String(name), text(alias) ?? String(name)]),
  );
  const within = join(folder, "charts");
  const children = existsSync(within) ? readdirSync(within) : [];
  const ofChildren = children.map((file): JsonObject => {
    const child = unpacked(join(within, file), scratch);
    const name = String(yamlIn(join(child, "Chart.yaml"))["name"]);
    return { [aliases.get(name) ?? name]: defaultsOf(child, scratch) };
  });
  return [...ofChildren, yamlIn(join(folder, "values.yaml"))].reduce(mergedValues, {});
}
